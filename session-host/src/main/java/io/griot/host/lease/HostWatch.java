package io.griot.host.lease;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds dead hosts: those whose beat has stood still for the duration that the host itself stated.
 * Ages are measured on this host's monotonic clock, so no two clocks are compared. For one thread.
 *
 * <p>A beat is known to stand still only from the end of the read that first returned it to the
 * beginning of a later read that still returns it. So a pause of this process never makes a living
 * host look dead.
 */
public final class HostWatch {
  private final Map<String, LastBeat> seen = new HashMap<>();

  private record LastBeat(long beat, long nanos) {}

  /**
   * Evaluates a read of all hosts.
   *
   * @param beganAt monotonic time before the read was sent, in nanoseconds
   * @param endedAt monotonic time after it was answered
   * @return the ids of dead hosts
   */
  public Set<String> dead(List<HostRecord> hosts, long beganAt, long endedAt) {
    Set<String> dead = new HashSet<>();
    Set<String> present = new HashSet<>();
    for (HostRecord host : hosts) {
      present.add(host.id());
      LastBeat known = seen.get(host.id());
      if (known == null || known.beat() != host.beat()) {
        seen.put(host.id(), new LastBeat(host.beat(), endedAt));
      } else if (beganAt - known.nanos() >= host.duration().toNanos()) {
        dead.add(host.id());
      }
    }
    seen.keySet().retainAll(present);
    return dead;
  }
}
