package io.griot.functions.fairuse;

import java.time.Instant;

/** Counts what is taken in amounts, and given back in part. Each call is one conditional write. */
public interface DailyBudget {
  /**
   * Takes an amount, if no more than the limit is taken with it.
   *
   * @param scope names its day
   * @param forgottenAt when nobody asks for that day any more
   * @return false when too much is taken
   */
  boolean take(String scope, int amount, int limit, Instant forgottenAt);

  /** Gives a part of what was taken back. */
  void give(String scope, int amount);
}
