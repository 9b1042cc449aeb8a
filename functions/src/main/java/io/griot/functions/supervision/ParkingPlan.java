package io.griot.functions.supervision;

import io.griot.contract.ParkSettings;
import io.griot.contract.Wanted;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sessions to park now, and those to wake by their schedule. A pure function of what is stored.
 *
 * <p>A session is parked when its host says that it is quiet. It wakes at its time at the latest,
 * and somewhat earlier where a slot is free anyway, so that a host that runs for one session serves
 * the others too. When many are due at once, no more wake than fit into the free slots, or into one
 * more host: the others wake in the next rounds.
 *
 * @param park those to park
 * @param wake those to wake, in the order of their times
 */
record ParkingPlan(List<Session> park, List<Session> wake) {
  ParkingPlan {
    park = List.copyOf(park);
    wake = List.copyOf(wake);
  }

  /**
   * The plan for these records.
   *
   * @param slots how many sessions a host holds
   * @param now by the clock that {@link #nextWake} was told
   */
  static ParkingPlan of(
      SupervisedSessionStore.Snapshot snapshot, Evidence evidence, int slots, Instant now) {
    List<Session> park =
        snapshot.sessions().stream()
            .filter(view -> isToPark(view, evidence))
            .map(SessionView::session)
            .toList();
    return new ParkingPlan(park, waking(snapshot, slots, now));
  }

  private static boolean isToPark(SessionView view, Evidence evidence) {
    Session session = view.session();
    return session.wanted() == Wanted.RUNNING
        && session.parking().settings().isPresent()
        && session.linked()
        && !session.suspended()
        && view.isQuiet()
        && evidence.connected(view)
        && view.restriction().isEmpty();
  }

  private static List<Session> waking(
      SupervisedSessionStore.Snapshot snapshot, int slots, Instant now) {
    List<Session> asleep =
        snapshot.sessions().stream()
            .map(SessionView::session)
            .filter(session -> session.isParked() && session.owner().isEmpty())
            .sorted(
                Comparator.comparing(ParkingPlan::wakeAt)
                    .thenComparing(session -> session.id().value()))
            .toList();
    int waiting = (int) snapshot.sessions().stream().filter(ParkingPlan::waits).count();
    int free =
        snapshot.hosts().stream().mapToInt(host -> freeSlots(host, snapshot.now())).sum() - waiting;
    int most = Math.max(free, slots - waiting);
    List<Session> wake = new ArrayList<>();
    for (Session session : asleep) {
      boolean isDue = !wakeAt(session).isAfter(now);
      boolean isNear = !wakeAt(session).minus(earlier(session)).isAfter(now);
      if (wake.size() < (isDue ? most : isNear ? free : 0)) {
        wake.add(session);
      }
    }
    return wake;
  }

  private static boolean waits(SessionView view) {
    return view.session().owner().isEmpty() && view.session().wantsHost();
  }

  private static int freeSlots(Host host, Instant now) {
    return host.lives(now) && !host.draining() && !host.closed()
        ? Math.max(0, host.slots() - host.sessions())
        : 0;
  }

  /** One without a time is due. */
  private static Instant wakeAt(Session session) {
    return session.parking().wakeAt().orElse(Instant.EPOCH);
  }

  private static Duration earlier(Session session) {
    return session.parking().settings().map(ParkSettings::earlier).orElse(Duration.ZERO);
  }

  /** When a session that is parked now wakes by itself. */
  static Instant nextWake(Session session, Instant now) {
    Optional<ParkSettings> settings = session.parking().settings();
    return now.plus(settings.orElseThrow().wakeEvery());
  }
}
