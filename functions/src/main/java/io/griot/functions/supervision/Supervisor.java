package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Metric;
import io.griot.contract.SessionId;
import io.griot.contract.Wanted;
import io.griot.functions.customers.Announcer;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.HostStore;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /** Longer than a living host takes to clear up after a session: two minutes at most. */
  private static final Duration HOST_CLEARS_UP = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private final SupervisedSessionStore sessions;
  private final CustomerStore customers;
  private final EndingStore endings;
  private final SessionResources remains;
  private final SessionCounters counters;
  private final UnpaidSessions unpaid;
  private final UnlinkedSessions unlinked;
  private final LostSessions lost;
  private final EndedSessions ended;
  private final ExpiredCommands expired;
  private final HostSteering steering;
  private final CustomerDeletions deletions;
  private final Announcer announcer;
  private final Evidence evidence;
  private final InstantSource clock;
  private final Consumer<Map<Metric, Long>> report;

  /**
   * @param hosts told of what is wanted of their sessions
   * @param fleet the service that runs them
   * @param deletions carries the deletion of customers on
   * @param announcer tells customers what became of their subscriptions
   * @param evidence judges which sessions are down
   * @param report is told of sessions and hosts, in each round in which there are any
   */
  public Supervisor(
      SupervisedSessionStore sessions,
      CustomerStore customers,
      HostStore hosts,
      EndingStore endings,
      SessionResources remains,
      WaitingCommands commands,
      HostFleet fleet,
      HostPlan.Limits limits,
      CustomerDeletions deletions,
      Announcer announcer,
      Evidence evidence,
      InstantSource clock,
      Consumer<Map<Metric, Long>> report) {
    this.sessions = sessions;
    this.customers = customers;
    this.endings = endings;
    this.remains = remains;
    SessionStops stops = new SessionStops(sessions, hosts);
    this.counters = new SessionCounters(customers);
    this.unpaid = new UnpaidSessions(stops);
    this.unlinked = new UnlinkedSessions(stops);
    this.lost = new LostSessions(sessions);
    this.ended = new EndedSessions(sessions);
    this.expired = new ExpiredCommands(commands, clock);
    this.steering = new HostSteering(sessions, fleet, limits);
    this.deletions = deletions;
    this.announcer = announcer;
    this.evidence = evidence;
    this.clock = clock;
    this.report = report;
  }

  /**
   * Makes a round. One step that fails does not keep the others from being made.
   *
   * @param deadline no long step is begun after it; the next round goes on
   * @throws RuntimeException the first failure, with the others as suppressed ones
   */
  public void round(Instant deadline) {
    Steps steps = new Steps();
    // Before the sessions are read: see SessionCounters.
    Map<CustomerId, CustomerStore.Customer> paying = steps.attempt(customers::all, Map.of());
    paying.forEach((id, one) -> {
      if (one.deletion().isEmpty()) {
        steps.attempt(() -> announcer.tell(id, one.told()));
      }
    });
    steps.attempt(() -> mend(paying, steps, deadline));
    steps.attempt(() -> clearUp(steps, deadline));
    steps.throwFirst();
  }

  private void mend(Map<CustomerId, CustomerStore.Customer> paying, Steps steps, Instant deadline) {
    Instant now = clock.instant();
    SupervisedSessionStore.Snapshot snapshot = sessions.read(now);
    List<Session> all = snapshot.sessions().stream().map(SessionView::session).toList();
    if (snapshot.unknown() == 0) {
      steps.attempt(() -> counters.correct(paying, all));
    }
    steps.attempt(() -> lost.mend(snapshot, now));
    steps.attempt(() -> ended.remove(all, now));
    steps.attempt(() -> delete(paying, snapshot, all, steps, deadline));
    steps.attempt(() -> unpaid.keep(paying, all, now));
    steps.attempt(() -> unlinked.stop(snapshot.sessions(), now));
    steps.attempt(() -> plan(snapshot));
    steps.attempt(() -> steering.forgetDead(snapshot));
    steps.attempt(() -> expired.end(all, deadline));
  }

  private void delete(
      Map<CustomerId, CustomerStore.Customer> customers,
      SupervisedSessionStore.Snapshot snapshot,
      List<Session> all,
      Steps steps,
      Instant deadline) {
    List<Map.Entry<CustomerId, Deletion>> open = CustomerDeletions.open(customers).toList();
    if (open.isEmpty()) {
      return;
    }
    // After the sessions: one that ended since they were read is among either or both.
    Set<SessionId> remains =
        endings.all().stream()
            .map(ending -> ending.generation().session())
            .collect(Collectors.toSet());
    CustomerDeletions.Known known =
        new CustomerDeletions.Known(all, snapshot.unknown() == 0, remains);
    open.forEach(one ->
        steps.attempt(() -> deletions.carryOn(one.getKey(), one.getValue(), known, deadline)));
  }

  private void plan(SupervisedSessionStore.Snapshot snapshot) {
    int hosts = steering.steer(snapshot);
    if (hosts > 0 || !snapshot.sessions().isEmpty()) {
      report.accept(
          Map.of(
              Metric.SESSIONS_DOWN, count(snapshot, this::isDown),
              Metric.SESSIONS_WAITING,
                  count(snapshot, view -> view.session().waitingSince().isPresent()),
              Metric.HOSTS_WANTED, (long) hosts));
    }
  }

  private static long count(
      SupervisedSessionStore.Snapshot snapshot, Predicate<SessionView> which) {
    return snapshot.sessions().stream().filter(which).count();
  }

  private boolean isDown(SessionView view) {
    return view.session().wanted() == Wanted.RUNNING
        && view.session().linked()
        && !evidence.connected(view);
  }

  private void clearUp(Steps steps, Instant deadline) {
    Instant old = clock.instant().minus(HOST_CLEARS_UP);
    for (EndingStore.Ending ending : endings.all()) {
      if (!ending.endedAt().isAfter(old) && !clock.instant().isAfter(deadline)) {
        steps.attempt(() -> clearUp(ending.generation(), deadline));
      }
    }
  }

  private void clearUp(Generation ended, Instant deadline) {
    boolean done = remains.remove(ended, deadline);
    log.atInfo()
        .addKeyValue("sessionId", ended.session())
        .addKeyValue("done", done)
        .log("session.cleared_up");
    if (done) {
      endings.forget(ended);
    }
  }

  /** The steps of one round, and which of them failed. */
  private static final class Steps {
    private final List<RuntimeException> failures = new ArrayList<>();

    void attempt(Runnable step) {
      boolean _ =
          attempt(
              () -> {
                step.run();
                return true;
              },
              false);
    }

    <T> T attempt(Supplier<T> step, T otherwise) {
      try {
        return step.get();
      } catch (RuntimeException e) { // whatever it is, the other steps do not wait for its mending
        failures.add(e);
        return otherwise;
      }
    }

    void throwFirst() {
      if (!failures.isEmpty()) {
        RuntimeException first = failures.removeFirst();
        failures.forEach(first::addSuppressed);
        throw first;
      }
    }
  }
}
