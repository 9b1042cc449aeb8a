package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where sessions are stored. Every write is conditional on the session's being as it was seen, so
 * of two at once one is made, and its loser looks again.
 *
 * <p>Reads throw {@link NewerFormException}.
 */
public interface SessionStore {
  /** The session as of now, not as of a moment ago. */
  Optional<SessionView> find(SessionId session);

  /** A customer's sessions, of both environments; one started a moment ago may be missing. */
  List<SessionView> of(CustomerId customer);

  /**
   * When the generation was created that a host last saw under this id, be it one that has ended;
   * empty when none is known. A newer generation has to be created later: hosts note what they see
   * of the newest only, and the clocks that generations are created by are not one clock.
   */
  Optional<Instant> newestSeen(SessionId session);

  /**
   * Stores a new session, if there is none with its id and its customer may have one more.
   *
   * @param planned how many they may have where the operator granted them no other number
   */
  Creation create(Session session, int planned);

  /**
   * Stores a change of a session.
   *
   * @return false when the session is not as seen (any more), or another write of it is under way
   */
  boolean change(Session seen, Session changed);

  /**
   * Has a session's host give it to another, and not take it again for a while.
   *
   * @param until by DynamoDB's time, when anybody may have it again
   * @return false as {@link #change} does
   */
  boolean move(Session seen, Instant until);

  /**
   * Removes a session, counts it off, and notes that its queue and checkpoints remain. One that was
   * started again meanwhile is followed by its next generation instead.
   *
   * @return false as {@link #change} does
   */
  boolean end(Session seen, Instant at);

  /**
   * The last generation of a session that ended without anybody's confirming that its device is
   * unlinked, be there another one now or not; empty when there is none that is not forgotten yet.
   */
  Optional<StillLinked> stillLinked(SessionId session);

  /** A generation that ended, while its phone may go on showing its device. */
  record StillLinked(Generation generation, Environment environment, Instant endedAt) {}

  /** The result of creating a session. */
  enum Creation {
    CREATED,
    /** There is one with its id. */
    EXISTS,
    /** Its customer has as many as the plan allows. */
    QUOTA_EXCEEDED,
    /** Another write of the same items is under way: try again. */
    BUSY
  }
}
