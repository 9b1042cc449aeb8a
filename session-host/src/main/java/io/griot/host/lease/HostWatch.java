package io.griot.host.lease;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which hosts are dead: those whose beat has stood still for the duration that the host
 * itself states. Ages are measured on this host's monotonic clock, so nobody's clocks are compared.
 * One thread.
 *
 * <p>A beat is known to stand still only between two reads: from the end of the one that first saw
 * it to the beginning of the one that still sees it. So a pause of this process, however long and
 * wherever, makes no living host look dead.
 */
public final class HostWatch {
  private final Map<String, Sight> seen = new HashMap<>();

  private record Sight(long beat, long nanos) {}

  /**
   * Takes in a read of all hosts.
   *
   * @param beganAt the monotonic time before the read was sent, in nanoseconds
   * @param endedAt the monotonic time after its answer came
   * @return the ids of the dead ones
   */
  public Set<String> dead(List<HostRecord> hosts, long beganAt, long endedAt) {
    Set<String> dead = new HashSet<>();
    Set<String> present = new HashSet<>();
    for (HostRecord host : hosts) {
      present.add(host.id());
      Sight known = seen.get(host.id());
      if (known == null || known.beat() != host.beat()) {
        seen.put(host.id(), new Sight(host.beat(), endedAt));
      } else if (beganAt - known.nanos() >= host.duration().toNanos()) {
        dead.add(host.id());
      }
    }
    seen.keySet().retainAll(present);
    return dead;
  }
}
