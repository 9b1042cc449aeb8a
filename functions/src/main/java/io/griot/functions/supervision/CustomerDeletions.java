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
 * Carries the deletion of customers on, a bit in each round, until nothing of theirs is left. A
 * round begins with the first step again, so it does not matter where the one before ended.
 * Sessions are ended as their customers would do it: by what is wanted of them. One thread.
 */
public final class CustomerDeletions {
  /**
   * So long after the operator asked for it an instance of the API may still believe a key, and a
   * request that it began may still store something: no deletion is done before.
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
   * @param data what customers have beside sessions, by the step that removes it
   * @param steps is told each step when it is made; for tests, which have the process die there
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
   * A round's knowledge.
   *
   * @param sessions all that there are
   * @param areAllKnown whether none is in a form that this version cannot read
   * @param remains sessions that ended and may have left something
   */
  record Known(List<Session> sessions, boolean areAllKnown, Set<SessionId> remains) {}

  /** A bit of one customer's deletion. */
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

  /** Before they end: what is left of them is known by their ids alone. */
  private boolean note(CustomerId customer, List<Session> theirs, Set<SessionId> ids) {
    Set<SessionId> present = theirs.stream().map(Session::id).collect(Collectors.toSet());
    return !ids.addAll(present) || store.waitFor(customer, present);
  }

  /** Also one that ends and was started again; one that was changed is left to the next round. */
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

  /** In the last round all of it, also what was removed before: something may have come since. */
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

  /** The deletions that go on: those of the round's customers that are deleted and not gone. */
  static Stream<Map.Entry<CustomerId, Deletion>> open(
      Map<CustomerId, CustomerStore.Customer> customers) {
    return customers.entrySet().stream()
        .flatMap(entry ->
            entry.getValue().deletion().stream()
                .filter(deletion -> !deletion.isDone())
                .map(deletion -> Map.entry(entry.getKey(), deletion)));
  }
}
