package io.griot.functions.command;

import io.griot.contract.CustomerId;
import java.time.Instant;
import java.util.Optional;

/** Bounds the requests that wait for an outcome: each occupies an instance. */
public interface WaitingPlaces {
  /** Places without a bound. */
  WaitingPlaces UNBOUNDED = (customer, until) -> Optional.of(() -> {});

  /**
   * Takes a place for a request of a customer.
   *
   * @param until the end of the request at the latest
   * @return empty when no place is free
   */
  Optional<Place> enter(CustomerId customer, Instant until);

  /** A place; its holder must close it. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
