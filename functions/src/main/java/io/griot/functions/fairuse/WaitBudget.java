package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.LimitItem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the total time per day, in UTC, for which a customer's requests wait for events. A client
 * that always waits occupies an instance all day, which costs more than its subscription. If the
 * store fails, requests do not wait. Thread-safe.
 */
public final class WaitBudget {
  private static final Logger log = LoggerFactory.getLogger(WaitBudget.class);

  private final DailyBudget budget;
  private final LimitsStore limits;
  private final InstantSource clock;

  public WaitBudget(DailyBudget budget, LimitsStore limits, InstantSource clock) {
    this.budget = budget;
    this.limits = limits;
    this.clock = clock;
  }

  /** Time to wait; closing it gives back the unused rest. */
  public interface Time extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes time.
   *
   * @param wait whole seconds
   * @return empty when the day's time is used up
   */
  public Optional<Time> take(CustomerId customer, Duration wait) {
    Instant now = clock.instant();
    UtcDay day = UtcDay.of(now);
    String scope = LimitItem.ofEventWaits(customer, day.date());
    int seconds = Math.toIntExact(wait.toSeconds());
    int limit = limits.of(customer).eventWaitSeconds();
    try {
      if (budget.take(scope, seconds, limit, day.forgottenAt())) {
        return Optional.of(() -> give(scope, now, seconds));
      }
      log.atInfo()
          .addKeyValue("customerId", customer)
          .addKeyValue("limit", limit)
          .log("event_wait.budget_used");
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("customerId", customer).log("event_wait.not_counted");
    }
    return Optional.empty();
  }

  private void give(String scope, Instant since, int seconds) {
    Duration waited = Duration.between(since, clock.instant());
    int unused = seconds - Math.clamp(waited.plusMillis(999).toSeconds(), 0, seconds);
    try {
      if (unused > 0) {
        budget.give(scope, unused);
      }
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("scope", scope).log("event_wait.not_given_back");
    }
  }
}
