/** Reads the logs of events: for those who ask for events, and to deliver them again. */
@NullMarked
package io.griot.functions.eventlog;

import org.jspecify.annotations.NullMarked;
