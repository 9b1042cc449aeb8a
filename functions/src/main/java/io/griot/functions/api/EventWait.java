package io.griot.functions.api;

import io.griot.contract.CustomerId;
import io.griot.functions.command.WaitingPlaces;
import io.griot.functions.fairuse.WaitBudget;
import io.griot.functions.session.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lets requests wait for events, bounded by the customer's places and daily limit. Blocks the
 * calling thread. Thread-safe.
 */
public final class EventWait {
  private final WaitingPlaces places;
  private final WaitBudget budget;
  private final Patience patience;

  public EventWait(WaitingPlaces places, WaitBudget budget, Patience patience) {
    this.places = places;
    this.budget = budget;
    this.patience = patience;
  }

  /** The ways in which a wait ends. */
  enum End {
    /** There are events, or the deadline has passed. */
    WAITED,
    /**
     * The customer may not wait now: too many of its requests wait, or have waited for too long
     * today.
     */
    REFUSED
  }

  /**
   * Waits for events.
   *
   * @param wait the maximum time, which is counted for the customer
   * @param deadline the end of the wait at the latest
   * @param look whether there are events; called repeatedly by this thread
   */
  End until(CustomerId customer, Duration wait, Instant deadline, BooleanSupplier look) {
    Optional<WaitingPlaces.Place> place = places.enter(customer, deadline);
    if (place.isEmpty()) {
      return End.REFUSED;
    }
    try (WaitingPlaces.Place _ = place.get()) {
      Optional<WaitBudget.Time> time = budget.take(customer, wait);
      if (time.isEmpty()) {
        return End.REFUSED;
      }
      try (WaitBudget.Time _ = time.get()) {
        boolean _ =
            patience
                .until(deadline, () -> look.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
        return End.WAITED;
      }
    }
  }
}
