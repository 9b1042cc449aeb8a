package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.fairuse.Bound;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the slow receivers of one customer from taking the function from the others: a batch lasts
 * as long as its slowest delivery, so who answers late takes the time of all. A customer may take a
 * quarter of an instance's time, and {@link #AT_ONCE} of it at once. What is answered within {@link
 * #FREE} takes none. Beyond that, their events are put back and tried later.
 *
 * <p>In memory: each instance of the function finds out by itself. Thread-safe.
 */
final class DeliveryShares {
  static final Duration FREE = Duration.ofSeconds(1);
  static final Duration AT_ONCE = Duration.ofSeconds(30);
  private static final int PARTS = 4;
  private static final int MAX_REMEMBERED = 1_000;
  private static final Duration NOTED = Duration.ofMinutes(1);
  private static final Logger log = LoggerFactory.getLogger(DeliveryShares.class);

  private final InstantSource clock;

  /** By when the time that a customer took is paid back. */
  private final BoundedCache<CustomerId, Instant> paidBackAt;

  private final BoundedCache<CustomerId, Boolean> noted;

  /** Deliveries under way. */
  private final Map<CustomerId, Busy> busy = new HashMap<>();

  /** Deliveries side by side take the time of one. */
  private record Busy(Instant since, int deliveries) {}

  DeliveryShares(InstantSource clock) {
    this.clock = clock;
    this.paidBackAt = new BoundedCache<>(MAX_REMEMBERED, AT_ONCE.multipliedBy(2L * PARTS), clock);
    this.noted = new BoundedCache<>(MAX_REMEMBERED, NOTED, clock);
  }

  /** Whether a delivery may begin; then {@link #end} must be called. */
  synchronized boolean begin(CustomerId customer) {
    Instant now = clock.instant();
    Instant latest = now.plus(AT_ONCE.multipliedBy(PARTS));
    if (paidBackAt.get(customer).filter(latest::isBefore).isPresent()) {
      note(customer);
      return false;
    }
    busy.merge(
        customer, new Busy(now, 1), (one, more) -> new Busy(one.since(), one.deliveries() + 1));
    return true;
  }

  synchronized void end(CustomerId customer) {
    Busy before = busy.remove(customer);
    if (before == null) {
      throw new IllegalStateException("no delivery has begun");
    }
    if (before.deliveries() > 1) {
      busy.put(customer, new Busy(before.since(), before.deliveries() - 1));
      return;
    }
    Instant now = clock.instant();
    Duration took = Duration.between(before.since(), now).minus(FREE);
    if (took.isPositive()) {
      Instant from = paidBackAt.get(customer).filter(now::isBefore).orElse(now);
      paidBackAt.put(customer, from.plus(took.multipliedBy(PARTS)));
    }
  }

  /** Not each of a flood. */
  private void note(CustomerId customer) {
    if (noted.get(customer).isEmpty()) {
      noted.put(customer, true);
      Bound.DELIVERIES.reached(log, customer).log();
    }
  }
}
