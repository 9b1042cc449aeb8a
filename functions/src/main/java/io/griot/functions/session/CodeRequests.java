package io.griot.functions.session;

import io.griot.contract.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Notes that a caller asked for a session's QR or pairing code: a session that nobody links is
 * stopped some minutes after the last time. At most one write a minute. Thread-safe.
 */
public final class CodeRequests {
  /** The last request may have been so much later than the last note says. */
  public static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

  private final SessionStore sessions;
  private final InstantSource clock;

  public CodeRequests(SessionStore sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /** A note that another write overtakes is lost: whoever waits for a code asks again soon. */
  public void asked(Session session) {
    Instant now = clock.instant();
    if (session.wanted() == Wanted.RUNNING
        && !session.linked()
        && session.lastAskedFor().isBefore(now.minus(BETWEEN_NOTES))) {
      boolean _ = sessions.change(session, session.codeAsked(now));
    }
  }
}
