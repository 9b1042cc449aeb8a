package io.griot.functions.session;

import io.griot.contract.Restriction;
import java.time.Instant;
import java.util.Optional;

/**
 * A session with everything that is stored about its state.
 *
 * @param observation the last observation by any host, even one that no longer has it
 * @param host the host that has it; empty when there is none, or that host is not stored (any more)
 * @param now the time of the read, by DynamoDB's clock, so that clocks of hosts are never compared
 */
public record SessionView(
    Session session, Optional<StoredObservation> observation, Optional<Host> host, Instant now) {

  /** The observation by its present host; empty without a host, or before its first observation. */
  public Optional<StoredObservation> current() {
    return session.owner().isEmpty() ? Optional.empty() : observation.filter(this::isCurrent);
  }

  private boolean isCurrent(StoredObservation seen) {
    return seen.token() == session.token() && isOfGeneration(seen);
  }

  private boolean isOfGeneration(StoredObservation seen) {
    return seen.createdAt().equals(session.generation().createdAt());
  }

  /** Whether its phone unlinked it, as observed by any host, and none was linked since. */
  public boolean loggedOut() {
    return !session.linked()
        && observation
            .filter(this::isOfGeneration)
            .filter(StoredObservation::loggedOut)
            .isPresent();
  }

  /**
   * WhatsApp's restriction of the account, as last observed by any of its hosts; empty without one.
   */
  public Optional<Restriction> restriction() {
    return observation
        .filter(this::isOfGeneration)
        .flatMap(StoredObservation::limits)
        .flatMap(limits -> Restriction.of(limits, now));
  }

  /** The ban that prevents the account's connection, as far as is known. */
  public Optional<Restriction> ban() {
    return restriction().filter(Restriction::isBan);
  }

  /** Whether the host that has it is alive. */
  public boolean hostLives() {
    return host.filter(one -> one.lives(now)).isPresent();
  }

  /** The time of the page's last answer, while the present host has it. */
  public Optional<Instant> provenAt() {
    return host.flatMap(one -> Optional.ofNullable(one.proofs().get(session.id().value())));
  }
}
