package io.griot.functions.supervision;

import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a {@link HostPlan}: sets the number of hosts, drains some, and removes the records of
 * dead ones. For one thread.
 */
public final class HostSteering {
  /** The time after which a dead host's record is removed. Its sessions were taken long before. */
  private static final Duration DEAD_FOR = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(HostSteering.class);

  private final SupervisedSessionStore sessions;
  private final HostFleet fleet;
  private final HostPlan.Limits limits;
  private final SupervisionReport report;

  /**
   * @param fleet the service that runs the hosts
   * @param report receives the planned number of hosts
   */
  public HostSteering(
      SupervisedSessionStore sessions,
      HostFleet fleet,
      HostPlan.Limits limits,
      SupervisionReport report) {
    this.sessions = sessions;
    this.fleet = fleet;
    this.limits = limits;
    this.report = report;
  }

  /** Drains hosts, sets the number of hosts, and reports it. */
  void steer(SupervisedSessionStore.Snapshot snapshot) {
    HostFleet.State state = fleet.state();
    int parked =
        (int) snapshot.sessions().stream().filter(view -> view.session().isParked()).count();
    HostPlan plan =
        HostPlan.of(
            demand(snapshot), snapshot.hosts(), state, limits.whileParked(parked), snapshot.now());
    // Drained first: a host that takes nothing more is not in the count that is wanted next.
    for (String host : plan.drain()) {
      boolean isThere = sessions.drain(host);
      log.atInfo().addKeyValue("hostId", host).addKeyValue("done", isThere).log("host.drained");
    }
    if (plan.desired() != state.desired()) {
      log.atInfo()
          .addKeyValue("hosts", plan.desired())
          .addKeyValue("before", state.desired())
          .log("hosts.desired");
      fleet.want(plan.desired());
    }
    report.tell(snapshot, plan.desired());
  }

  void forgetDead(SupervisedSessionStore.Snapshot snapshot) {
    for (Host host : snapshot.hosts()) {
      if (host.stoodStill(snapshot.now()).compareTo(DEAD_FOR) > 0) {
        log.atInfo().addKeyValue("hostId", host.id()).log("host.gone");
        sessions.forget(host);
      }
    }
  }

  private static HostPlan.Demand demand(SupervisedSessionStore.Snapshot snapshot) {
    List<Session> wanting =
        snapshot.sessions().stream().map(SessionView::session).filter(Session::wantsHost).toList();
    int waiting = (int) wanting.stream().filter(session -> session.owner().isEmpty()).count();
    return new HostPlan.Demand(wanting.size() + snapshot.unknown(), waiting);
  }
}
