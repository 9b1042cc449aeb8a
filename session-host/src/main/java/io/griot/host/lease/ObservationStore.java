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
   * Stores an observation. Conditional on no newer lease or generation having stored one, nor this
   * lease one of a higher revision.
   *
   * @param revision rises with each write under the lease, so that one that arrives late changes
   *     nothing
   * @return false when one has: for who makes the latest write, the lease is lost
   */
  boolean write(Lease lease, Generation session, long revision, Observation observation);
}
