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
 * Stops, restarts and ends sessions: stores the wanted state, notifies the session's host, and
 * waits until the change is observed. Changes of sessions without a host are made here.
 * Thread-safe.
 *
 * <p>Each method returns true when the change was observed, and false when it is stored and will be
 * made. It throws {@code SESSION_NOT_FOUND} when the session did not exist any more.
 */
public final class SessionChanges {
  private static final Logger log = LoggerFactory.getLogger(SessionChanges.class);

  /** The time for repeating writes that lost against others, also when the caller does not wait. */
  private static final Duration WRITING = Duration.ofSeconds(5);

  /** The time for which a host does not take back a session that was moved from it. */
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

  /**
   * Stops a session, and waits until no host has it. For a session that is being ended it only
   * waits.
   */
  public boolean stop(Session session, Instant deadline) {
    return stop(session, Optional.empty(), deadline);
  }

  /**
   * As {@link #stop(Session, Instant)}, with a reason.
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
   * Restarts the session in a new browser, also when it was stopped, and waits until its host
   * reports it.
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

  /** The session as it was when its move was stored; empty when another write came first. */
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
   * Ends the session, and waits until it is gone. A session that was never linked and has no host
   * is removed here. A linked session without a host waits for one, which logs its device out.
   */
  public boolean terminate(Session session, Instant deadline) {
    Session asked = ask(session, seen -> seen.ending(clock.instant()));
    return observed(asked.generation(), deadline, view -> false);
  }

  /**
   * Whether a session ended without a confirmed logout. Its phone may still show the device, and
   * only the phone's owner can remove it there.
   */
  public boolean endedStillLinked(Session session) {
    return sessions
        .stillLinked(session.id())
        .filter(ended -> ended.generation().equals(session.generation()))
        .isPresent();
  }

  /**
   * The same for a session that no longer exists and ended within {@link StillLinkedItem#KEPT}. A
   * session of the other environment counts as absent.
   */
  public boolean endedStillLinked(SessionId session, Environment environment) {
    Instant oldest = clock.instant().minus(StillLinkedItem.KEPT);
    return sessions
        .stillLinked(session)
        .filter(ended -> ended.environment() == environment && ended.endedAt().isAfter(oldest))
        .isPresent();
  }

  /**
   * Stores the change of the session's present state; writes nothing when the change has no effect.
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

  /** One caller's change: up to several attempts, of which one is stored. */
  private final class Asking {
    private final UnaryOperator<Session> change;
    private Session seen;
    private Optional<Session> written = Optional.empty();

    Asking(Session first, UnaryOperator<Session> change) {
      this.seen = first;
      this.change = change;
    }

    /** Makes one attempt; empty when another write came first. */
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

    /**
     * Whether the change is stored already. The AWS client repeats a write whose answer was lost;
     * its condition then fails on its own write.
     */
    private boolean isStored(Session ours) {
      return seen.wanted() == ours.wanted()
          && seen.wantedAt().equals(ours.wantedAt())
          && seen.restarts() == ours.restarts()
          && seen.parking().settings().equals(ours.parking().settings())
          && seen.parking().isOwn() == ours.parking().isOwn();
    }
  }
}
