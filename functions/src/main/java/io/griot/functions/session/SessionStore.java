package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores sessions. Every write is conditional on the state that was read, so that one of two
 * concurrent writes fails and its caller reads again.
 *
 * <p>Reads throw {@link NewerFormException}.
 */
public interface SessionStore {
  /** The session, with a consistent read. */
  Optional<SessionView> find(SessionId session);

  /**
   * A customer's sessions of both environments. A session that was started a moment ago may be
   * missing.
   */
  List<SessionView> of(CustomerId customer);

  /**
   * The creation time of the generation that a host last observed with this id, even if it has
   * ended; empty when none is known. A new generation needs a later creation time, because hosts
   * only store observations of the newest generation, and generations are created by different
   * clocks.
   */
  Optional<Instant> newestSeen(SessionId session);

  /**
   * Stores a new session, if there is none with its id and its customer may have one more.
   *
   * @param planned the allowed number of sessions, unless the operator granted another number
   */
  Creation create(Session session, int planned);

  /**
   * Stores a change of a session.
   *
   * @return false when the session differs from {@code seen}, or another write of it is under way
   */
  boolean change(Session seen, Session changed);

  /**
   * Asks a session's host to hand it over, and not to take it back for a while.
   *
   * @param until by DynamoDB's time, when any host may take it again
   * @return false in the same cases as {@link #change}
   */
  boolean move(Session seen, Instant until);

  /**
   * Removes a session, decrements its customer's counter, and stores that its queue and checkpoints
   * remain. When the session is to be started again, its next generation replaces it instead.
   *
   * @return false in the same cases as {@link #change}
   */
  boolean end(Session seen, Instant at);

  /**
   * The last generation of a session that ended without a confirmed logout of its device, whether
   * there is a newer generation or not; empty when none is stored any more.
   */
  Optional<StillLinked> stillLinked(SessionId session);

  /** A generation that ended, while its phone may still show its device. */
  record StillLinked(Generation generation, Environment environment, Instant endedAt) {}

  /** The result of creating a session. */
  enum Creation {
    CREATED,
    /** There is one with its id. */
    EXISTS,
    /** Its customer has the allowed number of sessions already. */
    QUOTA_EXCEEDED,
    /** Another write of the same items is under way; it can be repeated. */
    BUSY
  }
}
