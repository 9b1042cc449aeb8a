package io.griot.host.lease;

import io.griot.contract.Generation;
import java.util.Optional;

/** What hosts saw of their sessions. Thread-safe; every method is one request that may throw. */
public interface ObservationStore {

  /** What was last seen of this generation, under whatever token; empty when nothing was. */
  Optional<Observation> read(Generation session);

  /**
   * Stores what was seen, on condition that no newer lease or generation has written.
   *
   * @return false when one has: the lease is lost
   */
  boolean write(Lease lease, Generation session, Observation observation);
}
