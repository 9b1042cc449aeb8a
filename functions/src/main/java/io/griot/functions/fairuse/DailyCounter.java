package io.griot.functions.fairuse;

import java.time.Instant;

/** Counts what is rare enough for a write each. */
public interface DailyCounter {
  /**
   * Counts one, if fewer than so many are counted. One conditional write.
   *
   * @param scope names its day
   * @param forgottenAt when nobody asks for that day any more
   * @return false when as many are counted
   */
  boolean count(String scope, int limit, Instant forgottenAt);
}
