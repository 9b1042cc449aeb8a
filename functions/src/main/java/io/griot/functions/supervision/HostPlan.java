package io.griot.functions.supervision;

import io.griot.functions.session.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The number of session hosts that should run, and the hosts that should hand over their sessions.
 * A pure function of what is stored: the same records give the same plan, and a plan that was
 * carried out leads to no further change.
 *
 * <p>Hosts with sessions protect themselves from being ended, so the service ends empty ones. A
 * host is therefore removed in two steps: it is drained, and when it is empty the count is lowered.
 * Hosts of an older version are drained one by one. When the others have no room for its sessions,
 * one more host is started first, even beyond the limit.
 *
 * @param desired what the service is to run
 * @param drain the ids of the hosts to drain now
 */
public record HostPlan(int desired, List<String> drain) {
  /** The shortest time that a host runs: it is paid by the minute and takes a minute to start. */
  static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);

  public HostPlan {
    drain = List.copyOf(drain);
  }

  /**
   * The sessions' demand for hosts.
   *
   * @param wanting the number of sessions that want a host, including those that have one
   * @param waiting the number of those without a host
   */
  public record Demand(int wanting, int waiting) {}

  /**
   * The limits of a plan.
   *
   * @param min so many hosts run also without sessions
   * @param max so many at most, but for one more while an older version is replaced
   * @param slots how many sessions a host holds
   * @param spare so many slots are free beside what is needed, so that a start finds room at once
   * @param parkedSpare at least so many while sessions are parked, also when nothing else needs a
   *     host, so that one that wakes finds room at once
   */
  public record Limits(int min, int max, int slots, int spare, int parkedSpare) {
    public Limits {
      if (min < 0 || max < 1 || min > max || slots < 1 || spare < 0 || parkedSpare < 0) {
        throw new IllegalArgumentException("limits of hosts that nothing can keep to");
      }
    }

    /** Those that count while so many sessions are parked. */
    Limits whileParked(int sessions) {
      int kept = Math.min(parkedSpare, sessions);
      int hosts = Math.min(max, (kept + slots - 1) / slots);
      return new Limits(Math.max(min, hosts), max, slots, Math.max(spare, kept), parkedSpare);
    }

    /** Sessions that must go before a host is removed, beyond what would have started it. */
    int margin() {
      return Math.max(1, slots / 5);
    }
  }

  /**
   * The plan for these records.
   *
   * @param hosts all stored hosts; dead ones do not count
   * @param now by DynamoDB's time
   */
  public static HostPlan of(
      Demand demand, List<Host> hosts, HostFleet.State fleet, Limits limits, Instant now) {
    return new Planning(demand, hosts, fleet, limits, now).plan();
  }

  /** One computation of a plan. */
  private static final class Planning {
    private final HostFleet.State fleet;
    private final Limits limits;
    private final Instant now;
    private final List<Host> live;
    private final List<Host> staying;
    private final int needed;
    private final int target;

    Planning(Demand demand, List<Host> hosts, HostFleet.State fleet, Limits limits, Instant now) {
      this.fleet = fleet;
      this.limits = limits;
      this.now = now;
      live = hosts.stream().filter(host -> host.lives(now)).toList();
      staying = live.stream().filter(host -> !host.draining() && !host.closed()).toList();
      int held = live.stream().mapToInt(Host::sessions).sum();
      needed = Math.max(demand.wanting(), held + demand.waiting());
      target =
          needed == 0 ? limits.min() : Math.clamp(hostsFor(needed), limits.min(), limits.max());
    }

    private int hostsFor(int sessions) {
      return (sessions + limits.spare() + limits.slots() - 1) / limits.slots();
    }

    HostPlan plan() {
      return staying.stream().anyMatch(this::isOutdated) ? replacement() : scaling();
    }

    /**
     * Replaces one host of an older version at a time, the emptiest first, as soon as the newer
     * ones have room.
     */
    private HostPlan replacement() {
      int desired = Math.max(fleet.desired(), target);
      boolean moving = live.stream().anyMatch(host -> host.draining() && host.sessions() > 0);
      Host next = emptiest(staying.stream().filter(this::isOutdated)).orElseThrow();
      int room =
          staying.stream()
              .filter(host -> !isOutdated(host))
              .mapToInt(host -> Math.max(0, host.slots() - host.sessions()))
              .sum();
      if (moving) {
        return new HostPlan(desired, List.of());
      }
      if (next.sessions() <= room) {
        return new HostPlan(desired, List.of(next.id()));
      }
      int oneMore = Math.min(staying.size() + 1, limits.max() + 1);
      return new HostPlan(Math.max(desired, oneMore), List.of());
    }

    private HostPlan scaling() {
      List<Host> draining =
          live.stream().filter(Host::draining).filter(host -> !isOutdated(host)).toList();
      int busy = (int) draining.stream().filter(host -> host.sessions() > 0).count();
      if (target > staying.size()) {
        int ending = Math.max(0, live.size() - fleet.desired());
        int held =
            Math.max(0, draining.size() - ending); // held by hosts that take nothing any more
        return new HostPlan(Math.min(target + held, limits.max() + busy), List.of());
      }
      return new HostPlan(staying.size() + busy, draining.isEmpty() ? surplus() : List.of());
    }

    /** The hosts to remove: all idle ones when none is needed, otherwise the emptiest. */
    private List<String> surplus() {
      int tooMany = staying.size() - target;
      if (tooMany <= 0) {
        return List.of();
      }
      if (needed == 0) {
        return staying.stream()
            .filter(this::isOldEnough)
            .map(Host::id)
            .sorted()
            .limit(tooMany)
            .toList();
      }
      boolean roomy =
          needed + limits.spare() + limits.margin() <= (staying.size() - 1) * limits.slots();
      return emptiest(staying.stream())
          .filter(host -> roomy && isOldEnough(host) && fitsElsewhere(host))
          .map(host -> List.of(host.id()))
          .orElse(List.of());
    }

    private boolean isOldEnough(Host host) {
      return Duration.between(host.startedAt(), now).compareTo(SHORTEST_LIFE) >= 0;
    }

    private boolean fitsElsewhere(Host host) {
      return staying.stream()
              .filter(other -> !other.id().equals(host.id()))
              .mapToInt(other -> Math.max(0, other.slots() - other.sessions()))
              .sum()
          >= host.sessions();
    }

    private boolean isOutdated(Host host) {
      Optional<String> newest = fleet.taskDefinition();
      return newest.isPresent()
          && host.taskDefinition().isPresent()
          && !host.taskDefinition().equals(newest);
    }

    /**
     * The emptiest host; among equal ones the one that has run longest, so that the choice is
     * always the same.
     */
    private static Optional<Host> emptiest(Stream<Host> hosts) {
      return hosts.min(
          Comparator.comparingInt(Host::sessions)
              .thenComparing(Host::startedAt)
              .thenComparing(Host::id));
    }
  }
}
