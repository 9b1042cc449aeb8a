package io.griot.local.chaos;

import io.griot.local.chaos.Fleet.Host;
import java.util.Set;

/** Restarts a host with a clock that differs from the others' by minutes. */
final class ClockFaults implements Injection {
  private static final int LARGEST_MINUTES = 10;

  private final Fleet fleet;
  private final Ownership ownership;

  ClockFaults(Fleet fleet, Ownership ownership) {
    this.fleet = fleet;
    this.ownership = ownership;
  }

  @Override
  public Made make(Fault fault) {
    Host host = ownership.hostOf(fault.session());
    Set<Integer> sessions = ownership.sessionsOf(host);
    int minutes = 1 + fault.variant() % LARGEST_MINUTES;
    String shift = fault.variant() % 2 == 0 ? minutes + "m" : "-" + minutes + "m";
    fleet.down(host);
    host.process().stop();
    return new Made(
        sessions,
        "%s by %s".formatted(host.name(), shift),
        () -> {
          boolean _ = fleet.awaitEnd(host);
          fleet.shiftClock(host.place(), shift);
          fleet.restart(host, true);
        });
  }
}
