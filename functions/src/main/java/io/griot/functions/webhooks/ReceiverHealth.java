package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.contract.WebhookItem.DisabledBecause;
import io.griot.functions.command.WaitingPlaces;
import io.griot.functions.webhooks.KnownWebhooks.Target;
import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents one receiver from using up resources that all share. The state of receivers is stored
 * with their webhooks, so that all instances know it; nothing is written while a receiver works.
 *
 * <ul>
 *   <li>One that does not answer rests, longer the longer it fails. Then one event tries it; the
 *       others wait for what comes of that.
 *   <li>One that is slow gets a few events at a time.
 *   <li>One that wants nothing any more, or has failed for days, is disabled; after an hour when
 *       the queue is so full that others would wait too. Events stay in the log.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class ReceiverHealth {
  private static final Logger log = LoggerFactory.getLogger(ReceiverHealth.class);

  /** The first pause; later ones are a quarter of the time since the failures began. */
  static final Duration SHORTEST_REST = Duration.ofSeconds(10);

  static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** The duration of an answer from which a receiver counts as slow. */
  static final Duration SLOW = Duration.ofSeconds(2);

  /** The time after which a slow receiver is measured again. */
  static final Duration SLOW_FOR = Duration.ofMinutes(5);

  /** The time of uninterrupted failure after which a receiver is disabled. */
  static final Duration FAILS_FOR = Duration.ofDays(5);

  /** … and after so long where what waits for it may keep others back. */
  static final Duration FAILS_IN_A_CROWD_FOR = Duration.ofHours(1);

  private static final int REST_DIVISOR = 4;
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration PROBE = HttpReceivers.TOTAL_TIMEOUT.plusSeconds(2);

  private final ReceiverStates states;
  private final KnownWebhooks webhooks;
  private final WaitingPlaces slowPlaces;
  private final QueueCrowd crowd;
  private final InstantSource clock;

  /**
   * @param slowPlaces bounds the deliveries to slow receivers
   * @param crowd how full the queue is
   */
  ReceiverHealth(
      ReceiverStates states,
      KnownWebhooks webhooks,
      WaitingPlaces slowPlaces,
      QueueCrowd crowd,
      InstantSource clock) {
    this.states = states;
    this.webhooks = webhooks;
    this.slowPlaces = slowPlaces;
    this.crowd = crowd;
    this.clock = clock;
  }

  /** The permission to send an event now. */
  sealed interface Permit {
    /**
     * The event may be sent.
     *
     * @param target the webhook with its receiver's present state
     * @param place has to be released afterwards
     */
    record Go(Target target, WaitingPlaces.Place place) implements Permit {}

    /** The event has to wait, which does not count as an attempt. */
    record Wait(String why, Duration pause) implements Permit {}
  }

  Permit ask(Target target, CustomerId customer) {
    ReceiverState state = target.webhook().state();
    Target known = target;
    Instant now = clock.instant();
    if (state.restUntil().isPresent()) {
      Instant end = state.restUntil().get();
      if (now.isBefore(end)) {
        return new Permit.Wait("its receiver rests", untilItMayBeBack(state, now, end));
      }
      Instant probed = now.plus(PROBE);
      if (!states.claimProbe(target.scope(), end, probed)) {
        return new Permit.Wait("its receiver is tried", SOON);
      }
      known = target.with(state.resting(probed));
      webhooks.remember(known);
    }
    return state.isSlow(now) ? slowly(known, customer, now) : new Permit.Go(known, () -> {});
  }

  /**
   * The pause before the receiver is asked about again. It is shorter than the rest, because a
   * probe may succeed earlier.
   */
  private static Duration untilItMayBeBack(ReceiverState state, Instant now, Instant end) {
    Duration rest = Duration.between(now, end);
    Duration part = Duration.between(state.failingSince().orElse(now), now).dividedBy(REST_DIVISOR);
    Duration atLeast = part.compareTo(SOON) < 0 ? SOON : part;
    return rest.compareTo(atLeast) < 0 ? rest : atLeast;
  }

  private Permit slowly(Target target, CustomerId customer, Instant now) {
    return slowPlaces
        .enter(customer, now.plus(HttpReceivers.TOTAL_TIMEOUT))
        .<Permit>map(place -> new Permit.Go(target, place))
        .orElseGet(() -> new Permit.Wait("its receiver is slow", SOON));
  }

  void took(Target target, Duration latency) {
    ReceiverState state = target.webhook().state();
    Target now = target;
    if (state.failingSince().isPresent() || state.restUntil().isPresent()) {
      states.recovered(target.scope());
      now = target.with(state.recovered());
      webhooks.remember(now);
    }
    noteSpeed(now, latency);
  }

  private void noteSpeed(Target target, Duration latency) {
    Instant now = clock.instant();
    boolean isNews = !target.webhook().state().isSlow(now.plus(SLOW_FOR.dividedBy(2)));
    if (latency.compareTo(SLOW) > 0 && isNews) {
      Instant until = now.plus(SLOW_FOR);
      states.slow(target.scope(), until);
      webhooks.remember(target.with(target.webhook().state().slow(until)));
    }
  }

  /**
   * Updates a receiver's state after a failed attempt.
   *
   * @param report the failed event's report; a first attempt alone does not disable the receiver
   * @return the new state: whether it is to be disabled, and until when it gets nothing
   */
  ReceiverState failed(Target target, Answer.Failed answer, DeliveryReport report) {
    Instant now = clock.instant();
    ReceiverState before = target.webhook().state();
    Instant since = before.failingSince().orElse(now);
    Optional<Instant> rest = rest(answer, since, now).map(now::plus);
    ReceiverState after = before.failing(since, rest);
    if (before.failingSince().isEmpty() || rest.isPresent()) {
      states.failing(target.scope(), since, rest);
    }
    noteSpeed(target, answer.status().isPresent() ? report.latency() : Duration.ZERO);
    webhooks.remember(target.with(after));
    boolean isOver = report.attempts() > 1 && isTooLong(Duration.between(since, now));
    if (!answer.isGone() && !isOver) {
      return after;
    }
    DisabledBecause because = answer.isGone() ? DisabledBecause.GONE : DisabledBecause.FAILING;
    return after.disabled(new ReceiverState.Disabled(now, because));
  }

  private boolean isTooLong(Duration failing) {
    return failing.compareTo(FAILS_FOR) >= 0
        || (failing.compareTo(FAILS_IN_A_CROWD_FOR) >= 0 && crowd.isCrowded());
  }

  /** Whether this call disabled it: others may have done it, or its customer set it anew. */
  boolean disable(Target target, ReceiverState.Disabled how) {
    boolean isFirst = states.disable(target.scope(), target.webhook().url(), how);
    if (isFirst) {
      webhooks.remember(target.with(target.webhook().state().disabled(how)));
      log.atInfo()
          .addKeyValue("scope", target.scope())
          .addKeyValue("because", how.because())
          .log("webhook.disabled");
    }
    return isFirst;
  }

  void gaveUp(Target target) {
    ReceiverState state = target.webhook().state();
    Instant now = clock.instant();
    states.gaveUp(target.scope(), now);
    webhooks.remember(target.with(state.gaveUp(now)));
  }

  private static Optional<Duration> rest(Answer.Failed answer, Instant since, Instant now) {
    Optional<Duration> asked = answer.retryAfter().flatMap(text -> RetryAfter.read(text, now));
    if (asked.isPresent() || !answer.isAway()) {
      return asked;
    }
    Duration part = Duration.between(since, now).dividedBy(REST_DIVISOR);
    Duration atLeast = part.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : part;
    return Optional.of(atLeast.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : atLeast);
  }
}
