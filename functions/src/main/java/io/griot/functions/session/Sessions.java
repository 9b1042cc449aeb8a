package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where sessions are stored. */
public interface Sessions {
  /** The session as of now, not as of a moment ago. */
  Optional<Session> find(SessionId session);

  /**
   * Stores a new session, if there is none with its id.
   *
   * @return false when there is
   */
  boolean create(CustomerId customer, SessionName name, Environment environment, Instant createdAt);

  /** A customer's sessions, of both environments; one started a moment ago may be missing. */
  List<Session> of(CustomerId customer);

  /**
   * Lets a stopped session run again, once it is placed.
   *
   * @return false when that generation is gone or not stopped
   */
  boolean unstop(Generation session);

  /** Notes that a session's start finished; does nothing when that generation is gone. */
  void placed(Generation session, Instant at);
}
