package io.griot.functions.supervision;

import io.griot.contract.StopReason;
import io.griot.functions.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * Stops or suspends sessions though their customer did not ask for it, and says why; and starts
 * them again when the reason is gone. Thread-safe.
 */
final class SessionStops {
  private final SessionWrites writes;

  SessionStops(SessionWrites writes) {
    this.writes = writes;
  }

  /** Stops a session. A session that was changed since it was read is left to the next round. */
  void stop(Session session, StopReason reason, Instant now) {
    writes.notifying(
        session,
        session.stopped(now, Optional.of(reason)),
        "session.stopped",
        keys -> keys.addKeyValue("reason", reason.text()));
  }

  /**
   * Suspends a session, so that its host begins no command that changes something, or ends its
   * suspension. As {@link #stop} when it was changed.
   */
  void suspend(Session session, boolean is) {
    writes.notifying(
        session,
        session.suspended(is),
        "session.suspended",
        keys -> keys.addKeyValue("suspended", is));
  }

  /** Starts a session again. As {@link #stop} when it was changed. */
  void startAgain(Session session, Instant now) {
    writes.notifying(session, session.running(now), "session.started_again", keys -> keys);
  }
}
