package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Metric;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.http.ApiFailure;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts sessions, in four steps: item, mailbox, placement, note that it was placed.
 *
 * <p>The order is so that a crash after any step leaves nothing that cannot be mended. An item
 * without the note may lack its mailbox or its placement, so the next start makes both again and
 * notes it: a second placement is harmless, because only one host gets the lease. The item comes
 * before the mailbox because it decides the mailbox's name: the other way round, every start that
 * died or was overtaken would leave a queue that nobody finds again. A host that comes too early,
 * by a placement of an earlier generation, finds no mailbox and gives the lease back.
 *
 * <p>Whoever stores the item has started the session; everybody else is told that it exists, also
 * when they just mended it. Thread-safe.
 */
public final class SessionStart {
  private static final Logger log = LoggerFactory.getLogger(SessionStart.class);

  private final Sessions sessions;
  private final SessionQueues queues;
  private final InstantSource clock;
  private final Consumer<Metric> counter;

  /**
   * @param counter is told of each session that is placed
   */
  public SessionStart(
      Sessions sessions, SessionQueues queues, InstantSource clock, Consumer<Metric> counter) {
    this.counter = counter;
    this.sessions = sessions;
    this.queues = queues;
    this.clock = clock;
  }

  /**
   * Starts a session, a new one or one that was stopped.
   *
   * @throws ApiFailure {@code SESSION_EXISTS}; {@code OVERLOADED} when a session of that name was
   *     terminated in the middle of this
   */
  public void start(CustomerId customer, SessionName name, Environment environment) {
    SessionId id = SessionId.of(customer, name);
    Optional<Session> present = sessions.find(id);
    if (present
        .filter(session -> session.environment() == environment)
        .map(this::wake)
        .orElse(false)) {
      return;
    }
    if (present.map(Session::placed).orElse(false)) {
      throw exists(name);
    }
    if (present.isPresent()) {
      log.warn("session {} was stored but perhaps not placed; placing it", id);
      place(present.get().generation());
      throw exists(name);
    }
    Generation generation = new Generation(id, clock.instant());
    if (!sessions.create(customer, name, environment, generation.createdAt())) {
      throw exists(name);
    }
    place(generation);
    log.info("session {} started", generation);
  }

  /**
   * Has a stopped session run again.
   *
   * @return false when it is not stopped (any more)
   * @throws ApiFailure {@code OVERLOADED} when it was terminated in the middle of this
   */
  public boolean wake(Session session) {
    if (!session.stopped() || !sessions.unstop(session.generation())) {
      return false;
    }
    place(session.generation());
    log.info("session {} started again", session.generation());
    return true;
  }

  private void place(Generation generation) {
    if (!placeAgain(generation)) {
      throw new ApiFailure(FailureCode.OVERLOADED);
    }
  }

  /**
   * Makes mailbox and placement of a session that should run, whatever of them there is.
   *
   * @return false when it was terminated meanwhile
   */
  public boolean placeAgain(Generation generation) {
    if (!queues.makeMailbox(generation)) {
      log.info("session {} ended while it was being started", generation);
      return false;
    }
    queues.place(generation.session());
    counter.accept(Metric.SESSIONS_PLACED);
    sessions.placed(generation, clock.instant());
    return true;
  }

  private static ApiFailure exists(SessionName name) {
    return new ApiFailure(FailureCode.SESSION_EXISTS, "Session already exists for: " + name);
  }
}
