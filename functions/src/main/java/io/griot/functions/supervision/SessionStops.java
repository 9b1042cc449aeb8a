package io.griot.functions.supervision;

import io.griot.contract.StopReason;
import io.griot.functions.session.HostStore;
import io.griot.functions.session.Session;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops or suspends sessions though their customer did not ask for it, and says why; and starts
 * them again when the reason is gone. Thread-safe.
 */
final class SessionStops {
  private static final Logger log = LoggerFactory.getLogger(SessionStops.class);

  private final SupervisedSessionStore sessions;
  private final HostStore hosts;

  SessionStops(SupervisedSessionStore sessions, HostStore hosts) {
    this.sessions = sessions;
    this.hosts = hosts;
  }

  /** Stops a session. A session that was changed since it was read is left to the next round. */
  void stop(Session session, StopReason reason, Instant now) {
    boolean stopped = sessions.change(session, session.stopped(now, Optional.of(reason)));
    log.atInfo()
        .addKeyValue("sessionId", session.generation().session())
        .addKeyValue("reason", reason.text())
        .addKeyValue("done", stopped)
        .log("session.stopped");
    if (stopped) {
      session.owner().ifPresent(hosts::poke);
    }
  }

  /**
   * Suspends a session, so that its host begins no command that changes something, or ends its
   * suspension. As {@link #stop} when it was changed.
   */
  void suspend(Session session, boolean is) {
    boolean done = sessions.change(session, session.suspended(is));
    log.atInfo()
        .addKeyValue("sessionId", session.generation().session())
        .addKeyValue("suspended", is)
        .addKeyValue("done", done)
        .log("session.suspended");
    if (done) {
      session.owner().ifPresent(hosts::poke);
    }
  }

  /** Starts a session again. As {@link #stop} when it was changed. */
  void startAgain(Session session, Instant now) {
    boolean started = sessions.change(session, session.running(now));
    log.atInfo()
        .addKeyValue("sessionId", session.generation().session())
        .addKeyValue("done", started)
        .log("session.started_again");
    if (started) {
      session.owner().ifPresent(hosts::poke); // it is still closing the browser
    }
  }
}
