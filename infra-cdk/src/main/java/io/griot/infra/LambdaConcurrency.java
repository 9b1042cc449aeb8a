package io.griot.infra;

import java.util.Optional;

/**
 * Divides the account's concurrent Lambda instances among Griot's Lambdas. A new account has 10, an
 * old one 1,000 or more. AWS keeps {@value #KEPT_BY_AWS} of them for functions without a
 * reservation, so a small account can reserve nothing.
 *
 * @param ofAccount the number of concurrent instances of the account; empty when it was not read,
 *     and nothing is reserved then
 */
record LambdaConcurrency(Optional<Integer> ofAccount) {
  /** The number of unreserved instances that every account must keep. */
  static final int KEPT_BY_AWS = 100;

  /**
   * The smallest number of reservable instances with which reservations are made; with fewer, they
   * would limit Griot more than they protect it.
   */
  private static final int WORTH_IT = 100;

  /** One for the round of each minute, and one for a round that a waiting session triggers. */
  private static final int SUPERVISOR = 2;

  private static final int MOST_WEBHOOKS = 50;

  /** The smallest limit that an event source mapping accepts. */
  private static final int LEAST_WEBHOOKS = 2;

  private static final int MOST_WAITING = 50;
  private static final int LEAST_WAITING = 2;

  /** Half of the reservable instances, because customers' requests have precedence. */
  Optional<Integer> reservedForApi() {
    return reservable().map(instances -> instances / 2);
  }

  Optional<Integer> reservedForWebhooks() {
    return reservable().map(instances -> webhooks());
  }

  Optional<Integer> reservedForSupervisor() {
    return reservable().map(instances -> SUPERVISOR);
  }

  /** The limit of concurrent deliveries, a fifth of all instances. Slow receivers cost no more. */
  int webhooks() {
    return ofAccount
        .map(instances -> Math.clamp(instances / 5, LEAST_WEBHOOKS, MOST_WEBHOOKS))
        .orElse(MOST_WEBHOOKS);
  }

  /** The number of waiting requests of one customer, a twentieth of all instances. */
  int waiting() {
    return ofAccount
        .map(instances -> Math.clamp(instances / 20, LEAST_WAITING, MOST_WAITING))
        .orElse(MOST_WAITING);
  }

  private Optional<Integer> reservable() {
    return ofAccount
        .map(instances -> instances - KEPT_BY_AWS)
        .filter(instances -> instances >= WORTH_IT);
  }
}
