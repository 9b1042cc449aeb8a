package io.griot.host.lease;

import java.util.List;

/**
 * The heartbeats of all hosts. Thread-safe; every method is one request (or one scan) that may
 * throw {@link software.amazon.awssdk.core.exception.SdkException}.
 */
public interface HostStore {

  /** Stores a new host's first beat. */
  void create(String host, HostBeat beat);

  /**
   * Renews a heartbeat, on condition that the host's item is there.
   *
   * @return false when it is not: the host was given up, and none of its sessions is its own any
   *     more
   */
  boolean beat(String host, HostBeat beat);

  /**
   * Takes back what a host said its pages prove: its browsers are gone, and readers of its
   * sessions' status would believe it for as long as its last beat holds. Whoever takes its
   * sessions ages that beat as before. Nothing happens when there is no item.
   */
  void forgetProofs(String host);

  /** Removes a host's item; nothing happens when there is none. */
  void remove(String host);

  /** All hosts as of now (a consistent read). */
  List<HostRecord> all();
}
