package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import java.time.Instant;
import java.util.Optional;

/**
 * What the supervisor looks at of a session; see {@link io.griot.contract.SessionItem}.
 *
 * @param stopped whether it should not run
 * @param placedAt when it was last put on the placement queue by the API or the supervisor; empty
 *     while its start has not finished
 * @param owned whether a host has its lease, be it a dead one
 * @param linked whether it has a phone: a profile worth keeping was stored
 * @param loggedOut whether that phone unlinked it since
 * @param usable whether its page was usable when last heard
 * @param provenAt when its page last answered
 */
public record SupervisedSession(
    Generation generation,
    CustomerId customer,
    boolean stopped,
    Optional<Instant> placedAt,
    boolean owned,
    boolean linked,
    boolean loggedOut,
    boolean usable,
    Optional<Instant> provenAt) {

  /** Whether its page gave a sign of life after that time. */
  boolean provenAfter(Instant time) {
    return provenAt.map(time::isBefore).orElse(false);
  }
}
