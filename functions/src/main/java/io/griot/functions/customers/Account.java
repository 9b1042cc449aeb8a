package io.griot.functions.customers;

import io.griot.contract.Environment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's account, as they see it.
 *
 * @param sessions how many there are, by environment
 * @param quotas how many the operator said there may be; absent: as many as the plan says
 */
public record Account(
    Subscription subscription, Map<Environment, Long> sessions, Map<Environment, Long> quotas) {
  /** How many sessions of test keys there may be without a subscription. */
  public static final int FREE_TEST_SESSIONS = 1;

  public Account {
    sessions = Map.copyOf(sessions);
    quotas = Map.copyOf(quotas);
  }

  /** How many sessions there are. */
  public long count(Environment environment) {
    return sessions.getOrDefault(environment, 0L);
  }

  /** How many there may be now. */
  public long allowed(Environment environment, Plan plan, Instant now) {
    return Optional.ofNullable(quotas.get(environment))
        .orElseGet(() -> (long) planned(environment, plan, subscription.at(now)));
  }

  /** How many there may be where the operator says nothing of this customer. */
  public static int planned(Environment environment, Plan plan, Standing standing) {
    if (environment == Environment.LIVE) {
      return plan.liveSessions();
    }
    return standing.serves()
        ? plan.testSessions()
        : Math.min(FREE_TEST_SESSIONS, plan.testSessions());
  }
}
