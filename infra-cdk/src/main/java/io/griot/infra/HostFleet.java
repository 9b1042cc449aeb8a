package io.griot.infra;

import io.griot.contract.Names;

/**
 * How large session hosts are, and how many there may be.
 *
 * @param cpuUnits of one host; 1024 are one core of Fargate
 * @param memoryMib of one host
 * @param min hosts that run also without sessions; 0 costs nothing when nobody is there
 * @param max hosts that never are exceeded, whatever waits
 * @param spot whether hosts run on Fargate Spot: a third of the price, taken away with two minutes'
 *     notice, which is what a host needs to hand its sessions over
 */
public record HostFleet(int cpuUnits, int memoryMib, int min, int max, boolean spot) {
  /** What is deployed unless the operator says otherwise. */
  public static final HostFleet DEFAULT = new HostFleet(1024, 8192, 0, 10, false);

  /**
   * Of one session on the real client: what a browser by itself takes (338 to 348 MB). Side by side
   * they take a quarter less, because they share pages; that is the room for large accounts.
   */
  static final int SESSION_MIB = 350;

  /** Of a host without sessions: its JVM, the operating system's share, and files in memory. */
  static final int HOST_MIB = 1024;

  /** Cores are idle nearly all the time: a session at rest takes a hundredth of one. */
  private static final int SESSIONS_PER_CORE = 40;

  public HostFleet {
    if (min > max) {
      throw new IllegalArgumentException("more hosts at least (%d) than at most".formatted(min));
    }
    if (memoryMib < HOST_MIB + SESSION_MIB) {
      throw new IllegalArgumentException("no session fits into %d MiB".formatted(memoryMib));
    }
  }

  /** The name of the hosts' ECS service, and of the cluster that has no other service. */
  static String serviceName(Names names) {
    return names.prefix() + "-hosts";
  }

  /** How many sessions one host holds. */
  public int slots() {
    int byMemory = (memoryMib - HOST_MIB) / SESSION_MIB;
    int byCpu = Math.max(1, SESSIONS_PER_CORE * cpuUnits / 1024);
    return Math.min(byMemory, byCpu);
  }

  /** How many browsers may be starting at once: each takes a whole core for some seconds. */
  int parallelStarts() {
    return Math.max(1, 2 * cpuUnits / 1024);
  }

  /** With fewer free slots than this and no host more to be had, starts will soon wait. */
  int fewSlots() {
    return Math.max(1, slots() / 4);
  }
}
