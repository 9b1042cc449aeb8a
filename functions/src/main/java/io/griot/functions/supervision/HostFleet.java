package io.griot.functions.supervision;

import java.util.Optional;

/** The ECS service of the session hosts, or its replacement. */
public interface HostFleet {
  /** The service's present state. */
  State state();

  /** Sets the number of hosts. The service chooses which empty hosts it ends. */
  void want(int hosts);

  /**
   * A service's state.
   *
   * @param desired the number of hosts
   * @param taskDefinition the version of new hosts; empty where there are no versions
   */
  record State(int desired, Optional<String> taskDefinition) {}
}
