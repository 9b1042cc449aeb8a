package io.griot.functions.customers;

import io.griot.contract.Environment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's account, as they see it.
 *
 * @param sessions their number by environment
 * @param quotas the number that the operator allows, by environment; absent: that of the plan
 */
public record Account(
    Subscription subscription, Map<Environment, Long> sessions, Map<Environment, Long> quotas) {
  /** The number of sessions of test keys that a customer may have without a subscription. */
  public static final int FREE_TEST_SESSIONS = 1;

  public Account {
    sessions = Map.copyOf(sessions);
    quotas = Map.copyOf(quotas);
  }

  /** The number of sessions in an environment. */
  public long count(Environment environment) {
    return sessions.getOrDefault(environment, 0L);
  }

  /** The number of sessions that are allowed now. */
  public long allowed(Environment environment, Plan plan, Instant now) {
    return Optional.ofNullable(quotas.get(environment))
        .orElseGet(() -> (long) planned(environment, plan, subscription.at(now)));
  }

  /** The number of sessions that are allowed when the operator has set none for this customer. */
  public static int planned(Environment environment, Plan plan, Standing standing) {
    if (environment == Environment.LIVE) {
      return plan.liveSessions();
    }
    return standing.serves()
        ? plan.testSessions()
        : Math.min(FREE_TEST_SESSIONS, plan.testSessions());
  }
}
