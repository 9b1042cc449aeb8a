package io.griot.host.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Duration;

/** Receives the time that sessions were at this host. Must not block. */
@FunctionalInterface
public interface SessionTimes {
  /**
   * Counts time of a session.
   *
   * @param time the time since the last call for this session, or since it was taken
   */
  void ran(CustomerId customer, Environment environment, Duration time);
}
