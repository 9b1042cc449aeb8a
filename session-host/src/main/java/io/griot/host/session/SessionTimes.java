package io.griot.host.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Duration;

/** Receives how long sessions were at this host. Must not block. */
@FunctionalInterface
public interface SessionTimes {
  /**
   * A session was here for some time more.
   *
   * @param time until now, since this was last told of the session, or since it was taken
   */
  void ran(CustomerId customer, Environment environment, Duration time);
}
