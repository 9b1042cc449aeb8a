package io.griot.dynamo.usage;

import java.time.Duration;

/**
 * How much was used.
 *
 * @param commands that ended at a host, whatever their outcome
 * @param messages that were sent
 * @param events that a webhook took
 * @param sessions how long sessions were at a host, of all together
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
