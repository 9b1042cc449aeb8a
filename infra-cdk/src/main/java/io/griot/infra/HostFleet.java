package io.griot.infra;

import io.griot.contract.Names;

/**
 * The size and number of session hosts.
 *
 * @param cpuUnits the CPU units of a host; 1024 are one core of Fargate
 * @param memoryMib the memory of a host
 * @param min the number of hosts that run even without sessions; 0 costs nothing while there are
 *     none
 * @param max the maximum number of hosts, even if sessions wait
 * @param spot whether hosts run on Fargate Spot: a third of the price; a host is stopped with two
 *     minutes' notice, which it needs to hand its sessions over
 */
public record HostFleet(int cpuUnits, int memoryMib, int min, int max, boolean spot) {
  /** The default for deployments. */
  public static final HostFleet DEFAULT = new HostFleet(1024, 8192, 0, 10, false);

  /**
   * The memory of one session on the real client: that of a single browser (338 to 348 MB). Several
   * browsers share pages and take a quarter less each; the difference is for large accounts.
   */
  static final int SESSION_MIB = 350;

  /** The memory of a host without sessions: its JVM, the operating system, and files in memory. */
  static final int HOST_MIB = 1024;

  /** Sessions that share a core. An idle session uses a hundredth of one. */
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

  /** The number of sessions of one host. */
  public int slots() {
    int byMemory = (memoryMib - HOST_MIB) / SESSION_MIB;
    int byCpu = Math.max(1, SESSIONS_PER_CORE * cpuUnits / 1024);
    return Math.min(byMemory, byCpu);
  }

  /** The maximum number of browsers that start at once: each uses a whole core for some seconds. */
  int parallelStarts() {
    return Math.max(1, 2 * cpuUnits / 1024);
  }

  /** The number of free slots below which, with no further host allowed, starts will soon wait. */
  int fewSlots() {
    return Math.max(1, slots() / 4);
  }
}
