/** Threads that cannot die in silence: each has one answer to failure. */
@NullMarked
package io.griot.host.thread;

import org.jspecify.annotations.NullMarked;
