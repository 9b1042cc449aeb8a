package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Announcer;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Corrects in rounds what no running process corrects, and plans the number of hosts. Hosts take
 * sessions and carry out their wanted states by themselves. Each step is conditional on the state
 * that it corrects, so rounds may overlap and may be repeated.
 *
 * <p>A round reads all sessions, their observations, hosts and customers once: for 1 000 sessions
 * and customers some 200 read units (docs/COST.md). It only writes corrections.
 *
 * <p>For one thread.
 */
public final class Supervisor {
  /** The interval between rounds; alarms count rounds by it. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  private final SupervisedSessionStore sessions;
  private final CustomerStore customers;
  private final Announcer announcer;
  private final SessionMending mending;
  private final CustomerDeletions deletions;
  private final HostSteering steering;
  private final EndingCleanup cleanup;
  private final InstantSource clock;

  /**
   * @param announcer announces changes of subscriptions to customers
   * @param deletions carries out the deletion of customers
   */
  public Supervisor(
      SupervisedSessionStore sessions,
      CustomerStore customers,
      Announcer announcer,
      SessionMending mending,
      CustomerDeletions deletions,
      HostSteering steering,
      EndingCleanup cleanup,
      InstantSource clock) {
    this.sessions = sessions;
    this.customers = customers;
    this.announcer = announcer;
    this.mending = mending;
    this.deletions = deletions;
    this.steering = steering;
    this.cleanup = cleanup;
    this.clock = clock;
  }

  /**
   * Runs a round. A failing step does not prevent the others.
   *
   * @param deadline the time after which no long step is begun; the next round continues
   * @throws RuntimeException the first failure, with the others as suppressed ones
   */
  public void round(Instant deadline) {
    RoundSteps steps = new RoundSteps();
    // Before the sessions are read: see SessionCounters.
    Map<CustomerId, CustomerStore.Customer> paying = steps.attempt(customers::all, Map.of());
    paying.forEach((id, one) -> {
      if (one.deletion().isEmpty()) {
        steps.attempt(() -> announcer.tell(id, one.told()));
      }
    });
    steps.attempt(() -> mend(paying, steps, deadline));
    steps.attempt(() -> cleanup.run(steps, deadline));
    steps.throwFirst();
  }

  private void mend(
      Map<CustomerId, CustomerStore.Customer> paying, RoundSteps steps, Instant deadline) {
    Instant now = clock.instant();
    SupervisedSessionStore.Snapshot snapshot = sessions.read(now);
    mending.correct(paying, snapshot, now, steps);
    steps.attempt(() -> delete(paying, snapshot, steps, deadline));
    mending.stop(paying, snapshot, now, steps);
    steps.attempt(() -> mending.park(paying, snapshot, now, steps));
    steps.attempt(() -> steering.steer(snapshot));
    steps.attempt(() -> steering.forgetDead(snapshot));
    mending.expire(snapshot, deadline, steps);
  }

  private void delete(
      Map<CustomerId, CustomerStore.Customer> customers,
      SupervisedSessionStore.Snapshot snapshot,
      RoundSteps steps,
      Instant deadline) {
    List<Map.Entry<CustomerId, Deletion>> open = CustomerDeletions.open(customers).toList();
    if (open.isEmpty()) {
      return;
    }
    List<Session> all = snapshot.sessions().stream().map(SessionView::session).toList();
    // Read after the sessions: a session that ended meanwhile is then in one of the two, or in
    // both.
    CustomerDeletions.Known known =
        new CustomerDeletions.Known(all, snapshot.unknown() == 0, cleanup.sessions());
    open.forEach(one ->
        steps.attempt(() -> deletions.carryOn(one.getKey(), one.getValue(), known, deadline)));
  }
}
