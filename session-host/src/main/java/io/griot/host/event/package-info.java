/** Events of sessions, from their pages to the queue of events. */
@NullMarked
package io.griot.host.event;

import org.jspecify.annotations.NullMarked;
