package io.griot.functions.supervision;

import io.griot.functions.session.SessionStart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places sessions that should run and that no host can find: those whose start died half-way, and
 * those whose placement message is gone (kept for 14 days, then dropped by SQS; or deleted by
 * hand). One thread.
 */
public final class Placements {
  /** An API's start takes seconds; what is older was left by one that died. */
  private static final Duration STARTING = Duration.ofMinutes(2);

  /** A host that can take a session has done so by then, and its page has answered. */
  private static final Duration TAKING = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(Placements.class);

  private final SessionStart start;
  private final IntSupplier messages;
  private final InstantSource clock;

  /**
   * @param messages how many the placement queue holds
   */
  public Placements(SessionStart start, IntSupplier messages, InstantSource clock) {
    this.start = start;
    this.messages = messages;
    this.clock = clock;
  }

  void mend(List<SupervisedSession> wanted) {
    Instant now = clock.instant();
    wanted.stream()
        .filter(session -> session.placedAt().isEmpty())
        .filter(session -> session.generation().createdAt().isBefore(now.minus(STARTING)))
        .forEach(session -> place(session, "its start did not finish"));
    placeLost(wanted, now.minus(TAKING));
  }

  /**
   * Every session that should run has a message, so as many are lost as there are too few. Which
   * ones, no queue tells: those that were silent longest, and none that was placed lately or lives.
   * A message too many does no harm: only one host gets the lease, and drops the surplus.
   */
  private void placeLost(List<SupervisedSession> wanted, Instant lately) {
    List<SupervisedSession> silent =
        wanted.stream()
            .filter(session -> session.placedAt().map(lately::isAfter).orElse(false))
            .filter(session -> !session.provenAfter(lately))
            .sorted(Comparator.comparing(session -> session.provenAt().orElse(Instant.EPOCH)))
            .toList();
    if (silent.isEmpty()) {
      return;
    }
    long placed = wanted.stream().filter(session -> session.placedAt().isPresent()).count();
    silent.stream()
        .limit(Math.max(0, placed - messages.getAsInt()))
        .forEach(session -> place(session, "its placement is lost"));
  }

  private void place(SupervisedSession session, String why) {
    boolean placed = start.placeAgain(session.generation());
    log.warn("session {}: {}; placed {}", session.generation(), why, placed);
  }
}
