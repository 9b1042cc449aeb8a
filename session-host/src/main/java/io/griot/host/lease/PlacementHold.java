package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps a running session's placement message invisible. A host may run a session without holding
 * its message (it restored it by itself, or the message is being replaced); whoever then receives
 * it finds the lease held, and when that is this host, {@link #adopt} takes it. Thread-safe.
 */
public final class PlacementHold {
  private static final Logger log = LoggerFactory.getLogger(PlacementHold.class);

  /** SQS ends a message's invisibility after 12 hours, whatever is asked for. */
  private static final Duration REPLACE_AFTER = Duration.ofHours(6);

  private final Placement placement;
  private final SessionId session;
  private final Duration invisibility;
  private final LongSupplier nanoTime;
  private Optional<Placement.Message> held = Optional.empty();
  private long receivedAt;
  private long extendedAt;

  /**
   * A hold without a message yet.
   *
   * @param invisibility how long after the last extension others see the message: how long a dead
   *     host's session goes unnoticed. A third of it passes between two extensions.
   */
  public PlacementHold(
      Placement placement, SessionId session, Duration invisibility, LongSupplier nanoTime) {
    this.placement = placement;
    this.session = session;
    this.invisibility = invisibility;
    this.nanoTime = nanoTime;
  }

  /** Holds this message from now on. One that was held before is surplus and goes. */
  public synchronized void adopt(Placement.Message message) {
    Optional<Placement.Message> surplus = held;
    held = Optional.of(message);
    receivedAt = nanoTime.getAsLong();
    extendedAt = receivedAt;
    surplus.ifPresent(older -> attempt("delete", () -> placement.delete(older)));
  }

  /** Called with every renewal of the lease: extends or replaces the message when that is due. */
  public synchronized void renew() {
    long now = nanoTime.getAsLong();
    if (held.isEmpty()) {
      return;
    }
    Placement.Message message = held.get();
    if (now - receivedAt > REPLACE_AFTER.toNanos()) {
      attempt(
          "replace",
          () -> {
            placement.send(session); // first, so that there is always at least one
            placement.delete(message);
            held = Optional.empty();
          });
    } else if (now - extendedAt > invisibility.dividedBy(3).toNanos()) {
      attempt(
          "extend",
          () -> {
            placement.showIn(message, invisibility);
            extendedAt = now;
          });
    }
  }

  /** Lets every host see the session at once: it should run, and no longer does here. */
  public synchronized void show() {
    held.ifPresent(message -> attempt("show", () -> placement.showIn(message, Duration.ZERO)));
    held = Optional.empty();
  }

  /** The session should not run any more. */
  public synchronized void delete() {
    held.ifPresent(message -> attempt("delete", () -> placement.delete(message)));
    held = Optional.empty();
  }

  // None of these is worth ending a session for: a message nobody holds appears and is adopted.
  private void attempt(String what, Runnable request) {
    try {
      request.run();
    } catch (SdkException e) {
      log.warn("session {}: cannot {} its placement message", session, what, e);
    }
  }
}
