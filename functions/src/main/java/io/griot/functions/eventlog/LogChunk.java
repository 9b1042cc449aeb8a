package io.griot.functions.eventlog;

import io.griot.contract.LoggedEvent;
import java.time.Instant;
import java.util.List;

/**
 * An item of a log.
 *
 * @param last its last position; the next item follows it
 * @param at when it was stored
 * @param events in their order; none in an item that only marks the beginning of an owner
 */
public record LogChunk(long last, Instant at, List<LoggedEvent> events) {
  public LogChunk {
    events = List.copyOf(events);
  }
}
