package io.griot.functions.supervision;

import io.griot.contract.Wanted;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes sessions that are to end and have no host. A session that was never linked needs none. A
 * linked one waits for a host that logs its device out; after {@link #LOGOUT_WITHIN} it is removed
 * without a logout, and the phone shows the device until WhatsApp removes it. For one thread.
 */
final class EndedSessions {
  static final Duration LOGOUT_WITHIN = Duration.ofMinutes(10);
  private static final Logger log = LoggerFactory.getLogger(EndedSessions.class);

  private final SupervisedSessionStore sessions;

  EndedSessions(SupervisedSessionStore sessions) {
    this.sessions = sessions;
  }

  void remove(List<Session> all, Instant now) {
    for (Session session : all) {
      if (session.endsWithoutHost()) {
        boolean ended = sessions.end(session, now);
        log.atInfo()
            .addKeyValue("sessionId", session.generation().session())
            .addKeyValue("done", ended)
            .log("session.ended_unlinked");
      } else if (session.wanted() == Wanted.ENDED && waitedTooLong(session, now)) {
        boolean ended = sessions.end(session, now);
        log.atWarn()
            .addKeyValue("sessionId", session.generation().session())
            .addKeyValue("done", ended)
            .log("session.ended_still_linked");
      }
    }
  }

  private static boolean waitedTooLong(Session session, Instant now) {
    return session.owner().isEmpty()
        && session
            .waitingSince()
            .filter(since -> Duration.between(since, now).compareTo(LOGOUT_WITHIN) >= 0)
            .isPresent();
  }
}
