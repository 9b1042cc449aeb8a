package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers' limits, cached for {@link #BELIEVED}. If the store fails, the standard limits apply.
 * Thread-safe.
 */
public final class CustomerLimits implements LimitsStore {
  private static final Logger log = LoggerFactory.getLogger(CustomerLimits.class);

  /** The time for which a change of plan may have no effect. */
  public static final Duration BELIEVED = Duration.ofSeconds(30);

  private static final int MAX_REMEMBERED = 10_000;

  private final LimitsStore stored;
  private final BoundedCache<CustomerId, Limits> believed;

  public CustomerLimits(LimitsStore stored, InstantSource clock) {
    this.stored = stored;
    this.believed = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  @Override
  public Limits of(CustomerId customer) {
    return believed.get(customer).orElseGet(() -> look(customer));
  }

  private Limits look(CustomerId customer) {
    Limits limits;
    try {
      limits = stored.of(customer);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("customerId", customer).log("limits.not_read");
      limits = Limits.STANDARD;
    }
    believed.put(customer, limits);
    return limits;
  }
}
