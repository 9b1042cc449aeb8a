package io.griot.local.chaos;

import io.griot.local.chaos.Fleet.Host;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Lets hosts die, stall, or stop. The host is the one that has the fault's session. */
final class HostFaults implements Injection {
  private static final Duration SECOND_SIGNAL = Duration.ofMillis(500);

  private final Fleet fleet;
  private final Ownership ownership;
  private final Watch watch;
  private final Timeline timeline;

  HostFaults(Fleet fleet, Ownership ownership, Watch watch, Timeline timeline) {
    this.fleet = fleet;
    this.ownership = ownership;
    this.watch = watch;
    this.timeline = timeline;
  }

  @Override
  public Made make(Fault fault) {
    if (fault.kind() == FaultClass.HOSTS_ROLLED) {
      return roll();
    }
    Host host = ownership.hostOf(fault.session());
    Set<Integer> sessions = ownership.sessionsOf(host);
    boolean fresh = fault.variant() % 2 == 0;
    return switch (fault.kind()) {
      case HOST_KILLED -> {
        fleet.down(host);
        host.process().kill();
        yield new Made(sessions, host.name(), () -> fleet.restart(host, fresh));
      }
      case HOST_AND_BROWSERS_KILLED -> {
        fleet.down(host);
        host.process().killWithBrowsers();
        yield new Made(sessions, host.name(), () -> fleet.restart(host, fresh));
      }
      case HOST_STALLED_BRIEFLY -> stop(host, Set.of(), List.of(host.process().handle()));
      case HOST_STALLED -> stop(host, sessions, List.of(host.process().handle()));
      case HOST_FROZEN -> {
        List<ProcessHandle> tree = host.process().tree();
        watch.standsStill();
        Signals.send("STOP", tree);
        yield new Made(
            sessions,
            host.name(),
            () -> {
              watch.goesOn(host);
              Signals.send("CONT", tree);
            });
      }
      case HOST_STOPPED -> {
        fleet.down(host);
        host.process().stop();
        yield new Made(sessions, host.name(), () -> startAgain(host, fresh));
      }
      case HOST_STOPPED_TWICE -> {
        fleet.down(host);
        host.process().stop();
        Pause.of(SECOND_SIGNAL);
        host.process().stop();
        yield new Made(sessions, host.name(), () -> startAgain(host, fresh));
      }
      default -> throw new IllegalArgumentException("no fault of a host: " + fault.kind());
    };
  }

  private static Made stop(Host host, Set<Integer> sessions, List<ProcessHandle> processes) {
    Signals.send("STOP", processes);
    return new Made(sessions, host.name(), () -> Signals.send("CONT", processes));
  }

  private void startAgain(Host host, boolean fresh) {
    awaitEnd(host);
    fleet.restart(host, fresh);
  }

  private void awaitEnd(Host host) {
    if (!fleet.awaitEnd(host)) {
      timeline.violated(
          new Violation("a host ends on SIGTERM", host.name(), "not within two minutes"));
      host.process().killWithBrowsers();
    }
  }

  /** Replaces every host by a new one, place by place. All sessions move. */
  private Made roll() {
    for (int place = 0; place < fleet.size(); place++) {
      Host old = fleet.in(place);
      fleet.replace(old);
      old.process().stop();
      awaitEnd(old);
      Folders.delete(old.process().folder());
    }
    return new Made(Set.of(), "all hosts", () -> {});
  }
}
