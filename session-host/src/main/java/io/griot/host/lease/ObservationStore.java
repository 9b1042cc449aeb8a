package io.griot.host.lease;

import io.griot.contract.Generation;
import java.util.Optional;

/**
 * The observations of sessions. Thread-safe. Every method blocks for one request, which may throw.
 */
public interface ObservationStore {

  /** The last observation of this generation, under any token; empty when there is none. */
  Optional<Observation> read(Generation session);

  /**
   * Stores an observation, on condition that neither a newer lease or generation, nor a higher
   * revision of this lease, has been stored.
   *
   * @param revision grows with each write under the lease, so that a late write changes nothing
   * @return false when the condition failed: if this was the latest write, the lease is lost
   */
  boolean write(Lease lease, Generation session, long revision, Observation observation);
}
