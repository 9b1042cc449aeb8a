package io.griot.functions.session;

import io.griot.contract.Generation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes parked sessions for commands: stores that they are wanted to run. A host takes them as it
 * takes any session that waits. Thread-safe; blocks for DynamoDB.
 */
public final class SessionWakes {
  private static final Logger log = LoggerFactory.getLogger(SessionWakes.class);

  /** The time for which a conflicting write is tried again. */
  private static final Duration WRITING = Duration.ofSeconds(5);

  private final SessionStore sessions;
  private final HostStore hosts;
  private final Patience patience;
  private final InstantSource clock;

  public SessionWakes(
      SessionStore sessions, HostStore hosts, Patience patience, InstantSource clock) {
    this.sessions = sessions;
    this.hosts = hosts;
    this.patience = patience;
    this.clock = clock;
  }

  /** Wakes a session that was seen parked. One try: {@link #afterSend} comes later. */
  public void early(Session seen) {
    if (seen.isParked()) {
      boolean _ = wake(seen);
    }
  }

  /**
   * Looks at a session after a command was sent to it, and wakes it when it was parked meanwhile.
   * The command is in the queue by then, so a host that parks the session later finds it there. One
   * that its schedule woke stays awake from now on as any that is used.
   *
   * <p>The command is accepted: what goes wrong here is logged and not thrown. The supervisor wakes
   * parked sessions for which commands wait.
   */
  public void afterSend(Generation session) {
    try {
      boolean awake =
          patience.until(clock.instant().plus(WRITING), () -> attempt(session)).isPresent();
      if (!awake) {
        log.atWarn().addKeyValue("sessionId", session.session()).log("session.not_woken");
      }
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("sessionId", session.session()).setCause(e).log("session.not_woken");
    }
  }

  /** Empty while another write comes in between. */
  private Optional<Boolean> attempt(Generation generation) {
    Optional<Session> asleep =
        sessions
            .find(generation.session())
            .map(SessionView::session)
            .filter(session -> session.generation().equals(generation))
            .filter(session -> session.isParked() || session.parking().checksIn());
    return asleep.isEmpty() || wake(asleep.get()) ? Optional.of(true) : Optional.empty();
  }

  private boolean wake(Session seen) {
    boolean done = sessions.change(seen, seen.woken(clock.instant(), false));
    if (done) {
      seen.owner().ifPresent(hosts::poke); // it may be closing the browser still
      log.atInfo()
          .addKeyValue("sessionId", seen.id())
          .addKeyValue("because", "command")
          .log("session.woken");
    }
    return done;
  }
}
