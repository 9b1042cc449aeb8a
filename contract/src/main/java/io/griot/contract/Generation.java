package io.griot.contract;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One life of a session, from its start to its termination. A customer who terminates a session and
 * starts one of the same name gets the same {@link SessionId} but another generation, and what is
 * named after the generation (queue, profile, checkpoints) is never the earlier one's.
 *
 * @param createdAt {@link SessionItem#CREATED_AT}, cut to the milliseconds that are stored.
 *     Starting and terminating take longer than one, so no two generations have the same
 */
public record Generation(SessionId session, Instant createdAt) {
  public Generation {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * As it is part of names: the session's id, a hyphen, the milliseconds in base 36. 35 characters,
   * 36 from the year 2059 on; safe in queue names, S3 keys and file names.
   */
  @Override
  public String toString() {
    return session + "-" + Long.toString(createdAt.toEpochMilli(), 36);
  }
}
