package io.griot.functions.supervision;

import java.util.Optional;

/** The service that runs session hosts. */
public interface HostFleet {
  /** The number of hosts that it is told to run. */
  State state();

  /** Has it run so many hosts. Which of them it ends is its own choice, among empty ones. */
  void want(int hosts);

  /**
   * A service's state.
   *
   * @param desired how many hosts
   * @param taskDefinition the version that new hosts are of; empty where there are no versions
   */
  record State(int desired, Optional<String> taskDefinition) {}
}
