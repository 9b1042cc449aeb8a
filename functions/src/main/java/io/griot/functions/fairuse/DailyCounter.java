package io.griot.functions.fairuse;

import java.time.Instant;

/** Counts rare events, each with a write. */
public interface DailyCounter {
  /**
   * Counts one within a limit. One conditional write.
   *
   * @param scope contains the day
   * @param forgottenAt the time after which the counter is not needed
   * @return false when the limit is reached
   */
  boolean count(String scope, int limit, Instant forgottenAt);
}
