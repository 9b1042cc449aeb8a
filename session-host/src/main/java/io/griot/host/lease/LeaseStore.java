package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.util.List;
import java.util.Optional;

/** The leases of all hosts. Thread-safe; every method is one request that may throw. */
public interface LeaseStore {

  /** The session as it is now (a consistent read); empty when it was terminated. */
  Optional<SessionRecord> read(SessionId session);

  /**
   * Takes the lease, on condition that generation, owner, token and beat are still what was read,
   * and that the session is not stopped.
   *
   * @return empty when someone else took or renewed it, or it was stopped or terminated, since it
   *     was read
   */
  Optional<Lease> take(SessionRecord seen, String host);

  /**
   * Renews the lease and says what was seen, in one write, on condition that it is still ours.
   *
   * @return false when it is not: the lease is lost
   */
  boolean renew(Lease lease, Evidence evidence);

  /** Gives the lease back, on condition that it is still ours; nothing happens when it is not. */
  void release(Lease lease);

  /**
   * Makes a checkpoint the session's newest, on condition that the lease is still ours.
   *
   * @return false when it is not: the lease is lost
   */
  boolean setCheckpoint(Lease lease, String key);

  /** The sessions whose lease this host holds or held when it died (an index: may lag). */
  List<SessionId> ownedBy(String host);
}
