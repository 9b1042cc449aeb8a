package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.http.ApiFailure;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts sessions, in four steps: mailbox, item, placement, note that it was placed.
 *
 * <p>The order is so that a crash after any step leaves nothing that cannot be mended. A mailbox
 * without an item is an empty queue, which the next start finds made. An item without the note may
 * not have been placed, so the next start places it again and notes it: a second placement is
 * harmless, because only one host gets the lease. Were the item stored before the mailbox, a host
 * could take the session and find nothing to read from.
 *
 * <p>Whoever stores the item has started the session; everybody else is told that it exists, also
 * when they just mended it. Thread-safe.
 */
public final class SessionStart {
  private static final Logger log = LoggerFactory.getLogger(SessionStart.class);

  private final Sessions sessions;
  private final SessionQueues queues;
  private final InstantSource clock;

  public SessionStart(Sessions sessions, SessionQueues queues, InstantSource clock) {
    this.sessions = sessions;
    this.queues = queues;
    this.clock = clock;
  }

  /**
   * Starts a session.
   *
   * @throws ApiFailure {@code SESSION_EXISTS}; {@code OVERLOADED} within a minute of the end of a
   *     session of that name, because SQS keeps a deleted queue's name so long
   */
  public void start(CustomerId customer, SessionName name, Environment environment) {
    SessionId id = SessionId.of(customer, name);
    Optional<Session> present = sessions.find(id);
    if (present.map(Session::placed).orElse(false)) {
      throw exists(name);
    }
    if (!queues.makeMailbox(id)) {
      log.info("session {} cannot start yet: its queue was deleted less than a minute ago", id);
      throw new ApiFailure(FailureCode.OVERLOADED);
    }
    if (present.isPresent()) {
      log.warn("session {} was stored but perhaps not placed; placing it", id);
      place(id);
      throw exists(name);
    }
    if (!sessions.create(customer, name, environment, clock.instant())) {
      throw exists(name);
    }
    place(id);
    log.info("session {} started", id);
  }

  private void place(SessionId id) {
    queues.place(id);
    sessions.placed(id, clock.instant());
  }

  private static ApiFailure exists(SessionName name) {
    return new ApiFailure(FailureCode.SESSION_EXISTS, "Session already exists for: " + name);
  }
}
