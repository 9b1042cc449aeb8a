package io.griot.functions.supervision;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fleet for places where nothing starts hosts, such as the local stack: keeps the wanted number
 * in memory, and logs when it changes. For one thread at a time.
 */
public final class RememberedFleet implements HostFleet {
  private static final Logger log = LoggerFactory.getLogger(RememberedFleet.class);
  private volatile int desired;

  @Override
  public State state() {
    return new State(desired, Optional.empty());
  }

  @Override
  public void want(int hosts) {
    log.atInfo().addKeyValue("hosts", hosts).addKeyValue("before", desired).log("hosts.desired");
    desired = hosts;
  }
}
