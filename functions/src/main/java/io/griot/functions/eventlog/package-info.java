/** Reads the logs of events, for callers that poll and for replays. */
@NullMarked
package io.griot.functions.eventlog;

import org.jspecify.annotations.NullMarked;
