package io.griot.host.session;

import io.griot.host.bridge.PageStatus;
import io.griot.host.lease.Observation;
import io.griot.host.lease.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns a page's status into the observation that is stored. Adds since when the session is down,
 * and whether a phone is linked. Called by one thread at a time, in the order of the changes.
 */
final class ObservedSession {
  private final InstantSource serverTime;
  private final Sink sink;
  private boolean linked;
  private Optional<Instant> downSince;

  /** Receives what is to be stored. */
  @FunctionalInterface
  interface Sink {
    void see(Observation observation, boolean linked);
  }

  /**
   * @param linked whether a phone is linked, as stored
   * @param downSince since when the session is down, as an earlier host stored it
   * @param serverTime DynamoDB's time
   */
  ObservedSession(
      boolean linked, Optional<Instant> downSince, InstantSource serverTime, Sink sink) {
    this.linked = linked;
    this.serverTime = serverTime;
    this.sink = sink;
    // A linked session counts as down from when it was taken until its page is usable.
    this.downSince =
        linked ? downSince.or(() -> Optional.of(serverTime.instant())) : Optional.empty();
  }

  void see(PageStatus status, long restarted) {
    boolean loggedOut = status.problem().filter(Problem.LOGGED_OUT::equals).isPresent();
    linked = status.said().authenticated() || (linked && !loggedOut);
    if (status.said().usable() || !linked) {
      downSince = Optional.empty();
    } else if (downSince.isEmpty()) {
      downSince = Optional.of(serverTime.instant());
    }
    sink.see(
        new Observation(
            restarted,
            status.said().state(),
            status.said().usable(),
            downSince,
            status.times().lastEventAt(),
            status.qr(),
            // A device that was logged out stays so; the passkey is what its owner has to enter
            // now.
            status.said().passkey() ? Optional.of(Problem.PASSKEY_REQUIRED) : status.problem(),
            status.unavailable(),
            status.limits(),
            status.said().usable() && !status.caughtUp()),
        linked);
  }
}
