package io.griot.functions.supervision;

import io.griot.contract.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A round of supervision. Hosts and API mend most things by themselves: leases expire, messages
 * come again, stored items run out. What is left is what nobody is there for any more: what a host
 * that died left of a terminated session, a session that lost its placement, a subscription that
 * ended. Each step is conditional on what it mends, so rounds may overlap and may be repeated.
 *
 * <p>A round reads all sessions and customers once: for 1 000 sessions and customers some 150 read
 * units, US$ 0.00002; every five minutes that is US$ 0.17 a month, and without any session a cent
 * (docs/COST.md). It writes only where it mends.
 *
 * <p>One thread.
 */
public final class Supervisor {
  /** How often rounds are made; alarms count by it. */
  public static final Duration INTERVAL = Duration.ofMinutes(5);

  /** Longer than a living host takes to clear up after a session: two minutes at most. */
  private static final Duration HOST_CLEARS_UP = Duration.ofMinutes(5);

  /** Pages answer every few seconds; after a minute without, something is wrong. */
  private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private final SupervisedSessions sessions;
  private final Endings endings;
  private final Remains remains;
  private final Placements placements;
  private final UnpaidSessions unpaid;
  private final InstantSource clock;
  private final Consumer<Map<Metric, Long>> report;

  /**
   * @param report is told of the sessions that are down, in each round in which there are sessions
   */
  public Supervisor(
      SupervisedSessions sessions,
      Endings endings,
      Remains remains,
      Placements placements,
      UnpaidSessions unpaid,
      InstantSource clock,
      Consumer<Map<Metric, Long>> report) {
    this.sessions = sessions;
    this.endings = endings;
    this.remains = remains;
    this.placements = placements;
    this.unpaid = unpaid;
    this.clock = clock;
    this.report = report;
  }

  /**
   * Makes a round. One step that fails does not keep the others from being made.
   *
   * @param deadline no long step is begun after it; the next round goes on
   * @throws SdkException the first failure, with the others as suppressed ones
   */
  public void round(Instant deadline) {
    List<SdkException> failures = new ArrayList<>();
    attempt(failures, () -> clearUp(deadline));
    List<SupervisedSession> wanted = new ArrayList<>();
    attempt(
        failures,
        () -> sessions.all().stream().filter(session -> !session.stopped()).forEach(wanted::add));
    if (!wanted.isEmpty()) {
      attempt(failures, () -> unpaid.stop(wanted));
      attempt(failures, () -> placements.mend(wanted));
      report.accept(Map.of(Metric.SESSIONS_DOWN, down(wanted)));
    }
    if (!failures.isEmpty()) {
      SdkException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private void clearUp(Instant deadline) {
    Instant old = clock.instant().minus(HOST_CLEARS_UP);
    for (Endings.Ending ending : endings.all()) {
      if (ending.endedAt().isAfter(old) || clock.instant().isAfter(deadline)) {
        continue;
      }
      boolean done = remains.remove(ending.generation(), deadline);
      log.warn("session {} ended and its host died: cleared up {}", ending.generation(), done);
      if (done) {
        endings.forget(ending.generation());
      }
    }
  }

  private long down(List<SupervisedSession> wanted) {
    Instant lately = clock.instant().minus(SIGN_OF_LIFE);
    return wanted.stream()
        .filter(session -> session.linked() && !session.loggedOut())
        .filter(session -> !session.usable() || !session.provenAfter(lately))
        .count();
  }

  private static void attempt(List<SdkException> failures, Runnable step) {
    try {
      step.run();
    } catch (SdkException e) {
      failures.add(e);
    }
  }
}
