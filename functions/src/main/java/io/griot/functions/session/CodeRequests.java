package io.griot.functions.session;

import io.griot.contract.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stores that a caller asked for a session's QR or pairing code: a session that nobody links is
 * stopped some minutes after the last request. Writes at most once a minute. Thread-safe.
 */
public final class CodeRequests {
  /**
   * The shortest time between two writes: the last request may be this much later than the stored
   * one.
   */
  public static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

  private final SessionStore sessions;
  private final InstantSource clock;

  public CodeRequests(SessionStore sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Stores a request. A write that loses against another one is dropped: a caller that waits for a
   * code asks again soon.
   */
  public void asked(Session session) {
    Instant now = clock.instant();
    if (session.wanted() == Wanted.RUNNING
        && !session.linked()
        && session.lastAskedFor().isBefore(now.minus(BETWEEN_NOTES))) {
      boolean _ = sessions.change(session, session.codeAsked(now));
    }
  }
}
