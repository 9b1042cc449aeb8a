package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.HostStore;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Corrects what is stored about sessions, each kind of fault in a step of its own. For one thread.
 */
public final class SessionMending {
  private final SessionCounters counters;
  private final UnpaidSessions unpaid;
  private final UnlinkedSessions unlinked;
  private final LostSessions lost;
  private final EndedSessions ended;
  private final ExpiredCommands expired;
  private final ParkedSessions parked;

  /**
   * @param hosts told of what is wanted of their sessions
   * @param evidence judges which sessions are connected
   * @param slots how many sessions a host holds
   */
  public SessionMending(
      SupervisedSessionStore sessions,
      CustomerStore customers,
      HostStore hosts,
      WaitingCommands commands,
      Evidence evidence,
      int slots,
      InstantSource clock) {
    SessionWrites writes = new SessionWrites(sessions, hosts);
    SessionStops stops = new SessionStops(writes);
    this.counters = new SessionCounters(customers);
    this.unpaid = new UnpaidSessions(stops);
    this.unlinked = new UnlinkedSessions(stops);
    this.lost = new LostSessions(sessions);
    this.ended = new EndedSessions(sessions);
    this.expired = new ExpiredCommands(commands, clock);
    this.parked = new ParkedSessions(writes, commands, evidence, slots);
  }

  /** Corrects the customers' counters, and the records of sessions without a live host. */
  void correct(
      Map<CustomerId, CustomerStore.Customer> customers,
      SupervisedSessionStore.Snapshot snapshot,
      Instant now,
      RoundSteps steps) {
    List<Session> all = sessions(snapshot);
    if (snapshot.unknown() == 0) {
      steps.attempt(() -> counters.correct(customers, all));
    }
    steps.attempt(() -> lost.mend(snapshot, now));
    steps.attempt(() -> ended.remove(all, now));
  }

  /**
   * Stops and starts the customers' sessions according to their subscriptions, and stops unlinked
   * ones.
   */
  void stop(
      Map<CustomerId, CustomerStore.Customer> customers,
      SupervisedSessionStore.Snapshot snapshot,
      Instant now,
      RoundSteps steps) {
    steps.attempt(() -> unpaid.keep(customers, sessions(snapshot), now));
    steps.attempt(() -> unlinked.stop(snapshot.sessions(), now));
  }

  /** Parks and wakes sessions. */
  void park(
      Map<CustomerId, CustomerStore.Customer> customers,
      SupervisedSessionStore.Snapshot snapshot,
      Instant now,
      RoundSteps steps) {
    parked.keep(customers, snapshot, now, steps);
  }

  /** Ends the commands that nobody started in time. */
  void expire(SupervisedSessionStore.Snapshot snapshot, Instant deadline, RoundSteps steps) {
    steps.attempt(() -> expired.end(sessions(snapshot), deadline));
  }

  private static List<Session> sessions(SupervisedSessionStore.Snapshot snapshot) {
    return snapshot.sessions().stream().map(SessionView::session).toList();
  }
}
