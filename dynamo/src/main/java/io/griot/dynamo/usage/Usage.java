package io.griot.dynamo.usage;

import java.time.Duration;

/**
 * Amounts of usage.
 *
 * @param commands commands that ended at a host, with any outcome
 * @param messages sent messages
 * @param events events that a webhook took
 * @param sessions the total time for which sessions were at a host
 */
public record Usage(long commands, long messages, long events, Duration sessions) {
  public static final Usage NONE = new Usage(0, 0, 0, Duration.ZERO);

  public Usage plus(Usage more) {
    return new Usage(
        commands + more.commands,
        messages + more.messages,
        events + more.events,
        sessions.plus(more.sessions));
  }
}
