package io.griot.contract;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One life of a session, from its start to its termination. A customer who terminates a session and
 * starts one with the same name gets the same {@link SessionId} but another generation. Queue,
 * profile and checkpoints are named after the generation, so they are never shared with an earlier
 * one.
 *
 * @param createdAt {@link SessionItem#CREATED_AT}, truncated to the milliseconds that are stored.
 *     Starting and terminating take longer than a millisecond, so no two generations share a value
 */
public record Generation(SessionId session, Instant createdAt) {
  public Generation {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The generation as part of other names: the session's id, a hyphen, the milliseconds in base 36.
   * 35 characters, 36 from the year 2059 on. Safe in queue names, S3 keys and file names.
   */
  @Override
  public String toString() {
    return session + "-" + Long.toString(createdAt.toEpochMilli(), 36);
  }
}
