/** Threads whose failures are never lost: each has a failure handler. */
@NullMarked
package io.griot.host.thread;

import org.jspecify.annotations.NullMarked;
