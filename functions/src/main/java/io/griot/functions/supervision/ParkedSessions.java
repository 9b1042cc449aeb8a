package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.ParkSettings;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.HostStore;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks sessions and wakes them by {@link ParkingPlan}, gives them their plan's settings, and wakes
 * those for which commands wait. Each is a conditional change of what is wanted. One thread.
 */
final class ParkedSessions {
  /** A request may have sent a command to a session that was parked at that moment. */
  static final Duration JUST_PARKED = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(ParkedSessions.class);

  private final SupervisedSessionStore sessions;
  private final HostStore hosts;
  private final WaitingCommands commands;
  private final Evidence evidence;
  private final int slots;

  /**
   * @param evidence judges which sessions are connected
   * @param slots how many sessions a host holds
   */
  ParkedSessions(
      SupervisedSessionStore sessions,
      HostStore hosts,
      WaitingCommands commands,
      Evidence evidence,
      int slots) {
    this.sessions = sessions;
    this.hosts = hosts;
    this.commands = commands;
    this.evidence = evidence;
    this.slots = slots;
  }

  /** Makes the round's changes; one that fails does not keep the others from being made. */
  void keep(
      Map<CustomerId, CustomerStore.Customer> customers,
      SupervisedSessionStore.Snapshot snapshot,
      Instant now,
      RoundSteps steps) {
    ParkingPlan plan = ParkingPlan.of(snapshot, evidence, slots, now);
    plan.wake().forEach(session -> steps.attempt(() -> wake(session, "schedule", now)));
    plan.park().stream()
        .filter(session -> isPaidFor(session, customers, now))
        .forEach(session -> steps.attempt(() -> park(session, now)));
    for (SessionView view : snapshot.sessions()) {
      Session session = view.session();
      if (isForgotten(session, now) && !plan.wake().contains(session)) {
        steps.attempt(() -> wakeForCommands(session, now));
      } else if (!plan.park().contains(session) && !plan.wake().contains(session)) {
        steps.attempt(() -> followPlan(session, customers, now));
      }
    }
  }

  /** A test session that nobody pays for runs for a day from its start, and is not parked. */
  private static boolean isPaidFor(
      Session session, Map<CustomerId, CustomerStore.Customer> customers, Instant now) {
    return Optional.ofNullable(customers.get(session.customer()))
        .filter(one -> one.subscription().at(now).sessionsRun(now))
        .isPresent();
  }

  private void park(Session session, Instant now) {
    Instant wakeAt = ParkingPlan.nextWake(session, now);
    boolean done = sessions.change(session, session.parked(now, wakeAt));
    log.atInfo()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("wakeAt", wakeAt)
        .addKeyValue("done", done)
        .log("session.park_wanted");
    if (done) {
      session.owner().ifPresent(hosts::poke);
    }
  }

  private void wake(Session session, String because, Instant now) {
    boolean done = sessions.change(session, session.woken(now, because.equals("schedule")));
    log.atInfo()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("because", because)
        .addKeyValue("done", done)
        .log("session.woken");
    if (done) {
      session.owner().ifPresent(hosts::poke);
    }
  }

  /** Whether commands may wait for a parked session of which nobody knew when they were sent. */
  private static boolean isForgotten(Session session, Instant now) {
    boolean isRecent = session.wantedAt().isAfter(now.minus(JUST_PARKED));
    return session.isParked() && (isRecent || ExpiredCommands.isDue(session, now));
  }

  private void wakeForCommands(Session session, Instant now) {
    if (commands.isAnyPending(session.generation())) {
      wake(session, "commands", now);
    }
  }

  private void followPlan(
      Session session, Map<CustomerId, CustomerStore.Customer> customers, Instant now) {
    CustomerStore.Customer customer = customers.get(session.customer());
    if (customer == null || session.parking().isOwn()) {
      return;
    }
    Optional<ParkSettings> planned = customer.parking();
    if (!planned.equals(session.parking().settings())) {
      boolean done = sessions.change(session, session.parking(planned, false, now));
      log.atInfo()
          .addKeyValue("sessionId", session.id())
          .addKeyValue("done", done)
          .log("session.parking_set");
    }
  }
}
