package io.griot.infra;

import java.util.Optional;

/**
 * Shares the instances of Lambdas that an account may have among Griot's. A new account may have
 * 10, an old one 1,000 and more. AWS keeps {@value #KEPT_BY_AWS} of them for functions without a
 * reservation, so a small account can reserve nothing.
 *
 * @param ofAccount what the account may have at once; empty when nobody read it, and nothing is
 *     reserved then
 */
record LambdaConcurrency(Optional<Integer> ofAccount) {
  /** Unreserved instances that every account must keep. */
  static final int KEPT_BY_AWS = 100;

  /** With fewer to reserve, a reservation would bound Griot more than it protects it. */
  private static final int WORTH_IT = 100;

  /** A round a minute, and one that sessions which wait ask for. */
  private static final int SUPERVISOR = 2;

  private static final int MOST_WEBHOOKS = 50;

  /** The least that an event source mapping takes. */
  private static final int LEAST_WEBHOOKS = 2;

  private static final int MOST_WAITING = 50;
  private static final int LEAST_WAITING = 2;

  /** Half of what can be reserved: requests of customers come first. */
  Optional<Integer> reservedForApi() {
    return reservable().map(instances -> instances / 2);
  }

  Optional<Integer> reservedForWebhooks() {
    return reservable().map(instances -> webhooks());
  }

  Optional<Integer> reservedForSupervisor() {
    return reservable().map(instances -> SUPERVISOR);
  }

  /** So many invocations at once: slow receivers cost no more than that. A fifth of all. */
  int webhooks() {
    return ofAccount
        .map(instances -> Math.clamp(instances / 5, LEAST_WEBHOOKS, MOST_WEBHOOKS))
        .orElse(MOST_WEBHOOKS);
  }

  /** Requests of one customer that may hold instances of the API: a twentieth of all. */
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
