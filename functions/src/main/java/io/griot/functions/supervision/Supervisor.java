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
 * A round of supervision: mends what no running process mends, and plans how many hosts there
 * should be. Hosts take sessions and carry out what is wanted of them by themselves. Each step is
 * conditional on what it mends, so rounds may overlap and may be repeated.
 *
 * <p>A round reads all sessions, what is seen of them, hosts and customers once: for 1 000 sessions
 * and customers some 200 read units (docs/COST.md). It writes only where it mends.
 *
 * <p>One thread.
 */
public final class Supervisor {
  /** How often rounds are made; alarms count by it. */
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
   * @param announcer tells customers what became of their subscriptions
   * @param deletions carries the deletion of customers on
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
   * Makes a round. One step that fails does not keep the others from being made.
   *
   * @param deadline no long step is begun after it; the next round goes on
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
    // After the sessions: one that ended since they were read is among either or both.
    CustomerDeletions.Known known =
        new CustomerDeletions.Known(all, snapshot.unknown() == 0, cleanup.sessions());
    open.forEach(one ->
        steps.attempt(() -> deletions.carryOn(one.getKey(), one.getValue(), known, deadline)));
  }
}
