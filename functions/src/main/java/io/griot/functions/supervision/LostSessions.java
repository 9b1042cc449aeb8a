package io.griot.functions.supervision;

import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Corrects sessions that no running host can correct: those of a dead host while no other host
 * runs, and those that want a host, have none and are not marked as waiting. Running hosts notice a
 * dead host after the duration of one heartbeat; this class after two and some seconds, because the
 * compared times are cut to seconds. For one thread.
 */
final class LostSessions {
  private static final Duration BESIDE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(LostSessions.class);

  private final SupervisedSessionStore sessions;

  LostSessions(SupervisedSessionStore sessions) {
    this.sessions = sessions;
  }

  void mend(SupervisedSessionStore.Snapshot snapshot, Instant now) {
    List<SessionView> views = snapshot.sessions();
    views.stream()
        .filter(view -> view.session().owner().isPresent())
        .filter(view -> view.host().map(host -> isDead(host, snapshot.now())).orElse(true))
        .forEach(view -> release(view, now));
    views.stream()
        .map(SessionView::session)
        .filter(session -> session.owner().isEmpty() && session.wantsHost())
        .filter(session -> session.waitingSince().isEmpty())
        .forEach(session -> makeWait(session, now));
  }

  private static boolean isDead(Host host, Instant now) {
    return host.stoodStill(now).compareTo(host.beatFor().multipliedBy(2).plus(BESIDE)) > 0;
  }

  private void release(SessionView view, Instant now) {
    Session session = view.session();
    Optional<Host> host = view.host();
    boolean released = sessions.release(session, host, session.released(now));
    log.atWarn()
        .addKeyValue("sessionId", session.generation().session())
        .addKeyValue("hostId", session.owner().orElse("none"))
        .addKeyValue("done", released)
        .log("session.released");
  }

  private void makeWait(Session session, Instant now) {
    boolean waits = sessions.change(session, session.released(now));
    log.atWarn()
        .addKeyValue("sessionId", session.generation().session())
        .addKeyValue("done", waits)
        .log("session.waiting_repaired");
  }
}
