package io.griot.functions.supervision;

import io.griot.contract.Metric;
import io.griot.contract.Wanted;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionView;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reports each round's sessions and hosts as metrics.
 *
 * @param evidence decides which sessions are down
 * @param metrics receives the metrics of each round with sessions or hosts
 */
public record SupervisionReport(Evidence evidence, Consumer<Map<Metric, Long>> metrics) {
  /** So many sessions that are down are their customers' own matter. */
  private static final long CUSTOMERS_OWN = 3;

  private static final long WHOLE = 100;

  /** Reports a round. Does nothing when there are no sessions and no hosts are wanted. */
  void tell(SupervisedSessionStore.Snapshot snapshot, int hosts) {
    if (hosts > 0 || !snapshot.sessions().isEmpty()) {
      long down = count(snapshot, this::isDown);
      metrics.accept(
          Map.of(
              Metric.SESSIONS_DOWN,
              down,
              Metric.SESSIONS_DOWN_SHARE,
              share(down, snapshot),
              Metric.SESSIONS_WAITING,
              count(snapshot, view -> view.session().waitingSince().isPresent()),
              Metric.SESSIONS_PARKED,
              count(snapshot, view -> view.session().isParked()),
              Metric.HOSTS_WANTED,
              (long) hosts));
    }
  }

  private static long count(
      SupervisedSessionStore.Snapshot snapshot, Predicate<SessionView> which) {
    return snapshot.sessions().stream().filter(which).count();
  }

  private static long share(long down, SupervisedSessionStore.Snapshot snapshot) {
    return down <= CUSTOMERS_OWN ? 0 : WHOLE * down / count(snapshot, SupervisionReport::isLinked);
  }

  private static boolean isLinked(SessionView view) {
    return view.session().wanted() == Wanted.RUNNING && view.session().linked();
  }

  private boolean isDown(SessionView view) {
    return isLinked(view) && !evidence.connected(view);
  }
}
