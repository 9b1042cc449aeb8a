@NullMarked
package io.griot.host.thread;

import org.jspecify.annotations.NullMarked;
