package io.griot.functions.command;

import io.griot.contract.CustomerId;
import java.time.Instant;
import java.util.Optional;

/** Says who may wait for an outcome: each request that waits holds an instance. */
public interface WaitingPlaces {
  /** Where everybody may. */
  WaitingPlaces UNBOUNDED = (customer, until) -> Optional.of(() -> {});

  /**
   * Takes a place for a request of a customer.
   *
   * @param until when the request ends at the latest
   * @return empty when as many wait as may
   */
  Optional<Place> enter(CustomerId customer, Instant until);

  /** A place; who has it gives it back. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
