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

  /**
   * Whether another login of its device has its connection, whichever host saw that, and nobody has
   * decided since.
   */
  public boolean replaced() {
    return observation
        .filter(this::isOfGeneration)
        .filter(seen -> seen.replaced() && seen.restarted() >= session.restarts())
        .isPresent();
  }

  /** Whether its phone unlinked it and no other was linked since, whichever host saw that. */
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

  /** Whether nothing happened in it for as long as its parking asks, as its host says. */
  public boolean isQuiet() {
    return host.filter(one -> one.quiet().contains(session.id().value())).isPresent();
  }

  /** When its page last proved that it lives, while its host has it. */
  public Optional<Instant> provenAt() {
    return host.flatMap(one -> Optional.ofNullable(one.proofs().get(session.id().value())));
  }
}
