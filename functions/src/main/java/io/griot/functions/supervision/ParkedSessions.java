package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.ParkSettings;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Parks sessions and wakes them by {@link ParkingPlan}, gives them their plan's settings, and wakes
 * those for which commands wait. Each is a conditional change of what is wanted. One thread.
 */
final class ParkedSessions {
  /** A request may have sent a command to a session that was parked at that moment. */
  static final Duration JUST_PARKED = Duration.ofMinutes(5);

  private final SessionWrites writes;
  private final WaitingCommands commands;
  private final Evidence evidence;
  private final int slots;

  /**
   * @param evidence judges which sessions are connected
   * @param slots how many sessions a host holds
   */
  ParkedSessions(SessionWrites writes, WaitingCommands commands, Evidence evidence, int slots) {
    this.writes = writes;
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
    writes.notifying(
        session,
        session.parked(now, wakeAt),
        "session.park_wanted",
        keys -> keys.addKeyValue("wakeAt", wakeAt));
  }

  private void wake(Session session, String because, Instant now) {
    writes.notifying(
        session,
        session.woken(now, because.equals("schedule")),
        "session.woken",
        keys -> keys.addKeyValue("because", because));
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
      boolean _ =
          writes.store(
              session, session.parking(planned, false, now), "session.parking_set", keys -> keys);
    }
  }
}
