package io.griot.functions.session;

import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.ParkSettings;
import io.griot.contract.SessionId;
import io.griot.contract.StillLinkedItem;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops, restarts and ends sessions: stores what is wanted, tells the session's host to look, and
 * waits until it is observed. What has no host is done here. Thread-safe.
 *
 * <p>Each method answers true when what was asked for is observed, false when it is stored and will
 * be done; and throws {@code SESSION_NOT_FOUND} when the session was gone before.
 */
public final class SessionChanges {
  private static final Logger log = LoggerFactory.getLogger(SessionChanges.class);

  /** How long writes that lost against others are tried again, also when nobody waits. */
  private static final Duration WRITING = Duration.ofSeconds(5);

  /** For so long a host leaves a session to others that was moved from it. */
  private static final Duration MOVING = Duration.ofMinutes(2);

  private final SessionStore sessions;
  private final HostStore hosts;
  private final Patience patience;
  private final InstantSource clock;

  public SessionChanges(
      SessionStore sessions, HostStore hosts, Patience patience, InstantSource clock) {
    this.sessions = sessions;
    this.hosts = hosts;
    this.patience = patience;
    this.clock = clock;
  }

  /** Observed when no host has the session. One that is being ended is waited for. */
  public boolean stop(Session session, Instant deadline) {
    return stop(session, Optional.empty(), deadline);
  }

  /**
   * As {@link #stop(Session, Instant)}.
   *
   * @param reason empty when its customer asked for it
   */
  public boolean stop(Session session, Optional<StopReason> reason, Instant deadline) {
    Session asked =
        ask(session, seen -> seen.wanted().isOn() ? seen.stopped(clock.instant(), reason) : seen);
    return observed(
        asked.generation(),
        deadline,
        view -> view.session().owner().isEmpty() && view.session().waitingSince().isEmpty());
  }

  /**
   * Has the session run in a new browser, also when it was stopped. Observed when its host says so.
   *
   * @throws ApiFailure {@code SESSION_NOT_FOUND} also when the session was ended meanwhile
   */
  public boolean restart(Session session, Instant deadline) {
    Session asked =
        ask(
            session,
            seen -> {
              if (seen.wanted() == Wanted.ENDED) {
                throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
              }
              return seen.restarting(clock.instant());
            });
    boolean done =
        observed(
            asked.generation(),
            deadline,
            view ->
                view.current().filter(seen -> seen.restarted() >= asked.restarts()).isPresent());
    if (done && sessions.find(session.id()).isEmpty()) {
      throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
    }
    return done;
  }

  /**
   * Sets when the session is parked.
   *
   * @param settings empty: never
   * @param isOwn whether its customer says so; otherwise the plan's count within a minute
   * @return the session as it is then
   * @throws ApiFailure {@code SESSION_NOT_FOUND} when it is to end
   */
  public Session park(Session session, Optional<ParkSettings> settings, boolean isOwn) {
    return ask(
        session,
        seen -> {
          if (seen.wanted() == Wanted.ENDED) {
            throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
          }
          return seen.parking(settings, isOwn, clock.instant());
        });
  }

  /**
   * Has another host take the session. Observed when another has it. A session without a host has
   * nowhere to be moved from: it is only waited for.
   */
  public boolean move(Session session, Instant deadline) {
    Optional<SessionView> asked =
        patience.until(clock.instant().plus(WRITING), () -> moving(session.generation()));
    Optional<String> from =
        asked.orElseThrow(() -> new ApiFailure(FailureCode.OVERLOADED)).session().owner();
    return observed(
        session.generation(),
        deadline,
        view -> view.session().owner().filter(to -> !from.equals(Optional.of(to))).isPresent());
  }

  /** The session as it was when its move was stored; empty when another write came in between. */
  private Optional<SessionView> moving(Generation generation) {
    SessionView seen =
        present(generation).orElseThrow(() -> new ApiFailure(FailureCode.SESSION_NOT_FOUND));
    Session session = seen.session();
    if (session.owner().isPresent() && !sessions.move(session, seen.now().plus(MOVING))) {
      return Optional.empty();
    }
    session.owner().ifPresent(hosts::poke);
    log.atInfo()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("hostId", session.owner().orElse("none"))
        .log("session.move_wanted");
    return Optional.of(seen);
  }

  /**
   * Ends the session. One that was never linked and has no host is removed here. A linked one
   * without a host waits for one, which logs its device out. Observed when it is gone.
   */
  public boolean terminate(Session session, Instant deadline) {
    Session asked = ask(session, seen -> seen.ending(clock.instant()));
    return observed(asked.generation(), deadline, view -> false);
  }

  /**
   * Whether a session that has ended was not confirmed to be unlinked: its phone may go on showing
   * the device, and only its owner can remove it there.
   */
  public boolean endedStillLinked(Session session) {
    return sessions
        .stillLinked(session.id())
        .filter(ended -> ended.generation().equals(session.generation()))
        .isPresent();
  }

  /**
   * The same of a session that is not there any more, as far as it ended within {@link
   * StillLinkedItem#KEPT}. One of the other environment counts as absent.
   */
  public boolean endedStillLinked(SessionId session, Environment environment) {
    Instant oldest = clock.instant().minus(StillLinkedItem.KEPT);
    return sessions
        .stillLinked(session)
        .filter(ended -> ended.environment() == environment && ended.endedAt().isAfter(oldest))
        .isPresent();
  }

  /**
   * Stores the change, of the session as it is by then; nothing when there is nothing to change.
   */
  private Session ask(Session first, UnaryOperator<Session> change) {
    Asking asking = new Asking(first, change);
    return patience
        .until(clock.instant().plus(WRITING), asking::once)
        .orElseThrow(() -> new ApiFailure(FailureCode.OVERLOADED));
  }

  private boolean observed(
      Generation generation, Instant deadline, Predicate<SessionView> achieved) {
    return patience
        .until(
            deadline,
            () -> {
              Optional<SessionView> view = present(generation);
              return view.isEmpty() || achieved.test(view.get())
                  ? Optional.of(true)
                  : Optional.empty();
            })
        .isPresent();
  }

  private Optional<SessionView> present(Generation generation) {
    return sessions
        .find(generation.session())
        .filter(view -> view.session().generation().equals(generation));
  }

  /** One caller's change: several tries, of which one counts. */
  private final class Asking {
    private final UnaryOperator<Session> change;
    private Session seen;
    private Optional<Session> written = Optional.empty();

    Asking(Session first, UnaryOperator<Session> change) {
      this.seen = first;
      this.change = change;
    }

    /** Empty when another write came in between. */
    Optional<Session> once() {
      if (written.isPresent()) {
        seen =
            present(seen.generation())
                .map(SessionView::session)
                .orElseThrow(() -> new ApiFailure(FailureCode.SESSION_NOT_FOUND));
      }
      if (written.filter(this::isStored).isPresent()) {
        return Optional.of(seen);
      }
      Session changed = change.apply(seen);
      written = Optional.of(changed);
      if (!write(changed)) {
        return Optional.empty();
      }
      changed.owner().ifPresent(hosts::poke);
      log.atInfo()
          .addKeyValue("sessionId", changed.generation().session())
          .addKeyValue("wanted", changed.wanted())
          .log("session.wanted");
      return Optional.of(changed);
    }

    private boolean write(Session changed) {
      if (changed.endsWithoutHost()) {
        return sessions.end(seen, clock.instant());
      }
      return changed.equals(seen) || sessions.change(seen, changed);
    }

    /** The AWS client repeats a write whose answer was lost: its condition then fails on itself. */
    private boolean isStored(Session ours) {
      return seen.wanted() == ours.wanted()
          && seen.wantedAt().equals(ours.wantedAt())
          && seen.restarts() == ours.restarts()
          && seen.parking().settings().equals(ours.parking().settings())
          && seen.parking().isOwn() == ours.parking().isOwn();
    }
  }
}
