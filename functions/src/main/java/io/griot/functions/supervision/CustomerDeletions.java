package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.Wanted;
import io.griot.functions.deletion.CustomerData;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.deletion.DeletionStep;
import io.griot.functions.deletion.DeletionStore;
import io.griot.functions.session.HostStore;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the deletion of customers, a part in each round, until nothing of theirs is left.
 * Each round begins with the first step, so the end of the previous round does not matter. Sessions
 * are ended in the way their customers end them: by their wanted state. For one thread.
 */
public final class CustomerDeletions {
  /**
   * The time after the operator's request before which no deletion is complete. An instance of the
   * API may still accept a key until then, and store the effects of a request that it began.
   */
  static final Duration SETTLED = Duration.ofMinutes(2);

  private static final Logger log = LoggerFactory.getLogger(CustomerDeletions.class);

  private final DeletionStore store;
  private final Map<DeletionStep, CustomerData> data;
  private final SupervisedSessionStore sessions;
  private final HostStore hosts;
  private final InstantSource clock;
  private final Consumer<DeletionStep> steps;

  /**
   * @param data the customers' data besides sessions, by the step that removes it
   * @param steps receives each step when it is made; tests end the process there
   */
  public CustomerDeletions(
      DeletionStore store,
      Map<DeletionStep, CustomerData> data,
      SupervisedSessionStore sessions,
      HostStore hosts,
      InstantSource clock,
      Consumer<DeletionStep> steps) {
    this.store = store;
    this.data = new TreeMap<>(data);
    this.sessions = sessions;
    this.hosts = hosts;
    this.clock = clock;
    this.steps = steps;
  }

  /**
   * The stored data that a round has read.
   *
   * @param sessions all sessions
   * @param areAllKnown whether this version can read all of them
   * @param remains the sessions that ended and may have left something
   */
  record Known(List<Session> sessions, boolean areAllKnown, Set<SessionId> remains) {}

  /** Carries out a part of one customer's deletion. */
  void carryOn(CustomerId customer, Deletion deletion, Known known, Instant deadline) {
    List<Session> theirs =
        known.sessions().stream().filter(session -> session.customer().equals(customer)).toList();
    if (deletion.found().isEmpty() && !store.counted(customer, count(customer, theirs))) {
      return;
    }
    steps.accept(DeletionStep.COUNTED);
    Set<SessionId> ids = new HashSet<>(deletion.sessions());
    if (!note(customer, theirs, ids)) {
      return;
    }
    theirs.forEach(this::end);
    steps.accept(DeletionStep.SESSIONS);
    boolean isSettled = !clock.instant().isBefore(deletion.askedAt().plus(SETTLED));
    boolean isLeft =
        !theirs.isEmpty()
            || !known.areAllKnown()
            || ids.stream().anyMatch(known.remains()::contains);
    boolean isLast = isSettled && !isLeft;
    boolean isGone = remove(customer, ids, isLast, deadline);
    if (isLast && isGone && store.finish(customer, clock.instant())) {
      steps.accept(DeletionStep.FINISHED);
      log.atInfo().addKeyValue("customerId", customer).log("customer.deleted");
    }
  }

  private Map<String, Long> count(CustomerId customer, List<Session> theirs) {
    Map<String, Long> found = new HashMap<>();
    found.put(Deletion.SESSIONS, (long) theirs.size());
    data.forEach((step, kind) ->
        kind.count(customer)
            .ifPresent(count -> found.put(step.name().toLowerCase(Locale.ROOT), count)));
    return found;
  }

  /**
   * Stores the ids of sessions before they end, because what they leave is only found by their ids.
   */
  private boolean note(CustomerId customer, List<Session> theirs, Set<SessionId> ids) {
    Set<SessionId> present = theirs.stream().map(Session::id).collect(Collectors.toSet());
    return !ids.addAll(present) || store.waitFor(customer, present);
  }

  /**
   * Ends a session, also one that ends and is to be started again. A session that was changed
   * meanwhile is left to the next round.
   */
  private void end(Session session) {
    if (session.wanted() == Wanted.ENDED && session.startAgainAt().isEmpty()) {
      return;
    }
    boolean done = sessions.change(session, session.ending(clock.instant()));
    log.atInfo()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("done", done)
        .log("session.ended_with_customer");
    if (done) {
      session.owner().ifPresent(hosts::poke);
    }
  }

  /**
   * Removes the customer's data. The last round removes all kinds again, because something may have
   * been added since.
   */
  private boolean remove(
      CustomerId customer, Set<SessionId> ids, boolean isLast, Instant deadline) {
    for (Map.Entry<DeletionStep, CustomerData> kind : data.entrySet()) {
      if (isLast || kind.getKey().isAtOnce()) {
        if (!kind.getValue().remove(customer, ids, deadline)) {
          return false;
        }
        steps.accept(kind.getKey());
      }
    }
    return true;
  }

  /** The deletions that are not complete, among the customers of this round. */
  static Stream<Map.Entry<CustomerId, Deletion>> open(
      Map<CustomerId, CustomerStore.Customer> customers) {
    return customers.entrySet().stream()
        .flatMap(entry ->
            entry.getValue().deletion().stream()
                .filter(deletion -> !deletion.isDone())
                .map(deletion -> Map.entry(entry.getKey(), deletion)));
  }
}
