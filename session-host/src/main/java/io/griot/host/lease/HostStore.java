package io.griot.host.lease;

import java.util.List;

/**
 * The heartbeats of all hosts. Thread-safe. Every method blocks for one request or one scan, which
 * may throw {@link software.amazon.awssdk.core.exception.SdkException}.
 */
public interface HostStore {

  /** Stores a new host's first beat. */
  void create(String host, HostBeat beat);

  /**
   * Renews a heartbeat, on condition that the host's item exists.
   *
   * @return false when it does not: the host was given up, and other hosts may have its sessions
   */
  boolean beat(String host, HostBeat beat);

  /**
   * Deletes the proofs of life of a host's pages after its browsers were killed. Readers would
   * otherwise trust them as long as its last beat is valid. The beat itself stays, so that its age
   * can still be measured. Does nothing when there is no item.
   */
  void forgetProofs(String host);

  /** Deletes a host's item, if there is one. */
  void remove(String host);

  /** All hosts, by a consistent read. */
  List<HostRecord> all();
}
