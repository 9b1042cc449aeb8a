package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.LimitItem;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the events that a customer has replayed in a day, in UTC: one request sends a thousand,
 * and all customers share the queue and the delivering function. If the store fails, nothing is
 * replayed. Thread-safe.
 */
public final class ReplayBudget {
  private static final Logger log = LoggerFactory.getLogger(ReplayBudget.class);

  private final DailyBudget budget;
  private final LimitsStore limits;
  private final InstantSource clock;

  public ReplayBudget(DailyBudget budget, LimitsStore limits, InstantSource clock) {
    this.budget = budget;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Takes the maximum of a replay, and gives back the rest.
   *
   * @param most the maximum number of events
   * @param replay returns the number of events it sent
   * @throws ApiFailure {@code RATE_LIMIT_EXCEEDED}, with the time until the day's end
   */
  public void spend(CustomerId customer, int most, IntSupplier replay) {
    Instant now = clock.instant();
    UtcDay day = UtcDay.of(now);
    String scope = LimitItem.ofReplays(customer, day.date());
    int limit = limits.of(customer).replayedEventsPerDay();
    if (!budget.take(scope, most, limit, day.forgottenAt())) {
      Bound.REPLAYS.reached(log, customer).addKeyValue("limit", limit).log();
      throw new ApiFailure(
          FailureCode.RATE_LIMIT_EXCEEDED,
          FailureCode.RATE_LIMIT_EXCEEDED.text()
              + ": at most %d events a day are sent again".formatted(limit),
          Duration.between(now, day.ends()));
    }
    int sent = 0;
    try {
      sent = replay.getAsInt();
    } finally {
      give(scope, Math.max(0, most - sent));
    }
  }

  private void give(String scope, int unused) {
    try {
      if (unused > 0) {
        budget.give(scope, unused);
      }
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("scope", scope).log("replays.not_given_back");
    }
  }
}
