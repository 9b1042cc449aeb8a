package io.griot.functions.fairuse;

import java.time.Instant;

/** Counts amounts that are taken and partly given back. Each call is one conditional write. */
public interface DailyBudget {
  /**
   * Takes an amount within a limit.
   *
   * @param scope contains the day
   * @param forgottenAt the time after which the counter is not needed
   * @return false when the limit would be exceeded
   */
  boolean take(String scope, int amount, int limit, Instant forgottenAt);

  /** Gives back part of an amount. */
  void give(String scope, int amount);
}
