package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.ParkSettings;
import io.griot.functions.customers.AnnouncementStore;
import io.griot.functions.customers.Subscription;
import io.griot.functions.deletion.Deletion;
import java.util.Map;
import java.util.Optional;

/** Reads all customers of an installation, and corrects their counters. */
public interface CustomerStore {
  /** All customers. Reads the whole table. */
  Map<CustomerId, Customer> all();

  /**
   * Corrects a session counter, on condition that it has the value that was read.
   *
   * @param seen empty when there is no counter yet
   * @return false when a session was started or ended meanwhile, or there is no such customer
   */
  boolean count(CustomerId customer, Environment environment, Optional<Long> seen, long sessions);

  /**
   * A customer.
   *
   * @param told their subscription, and what they were told of it
   * @param counted how many sessions are counted, by environment; absent before the first
   * @param deletion how far their deletion is; empty for those who stay
   * @param parking when their sessions are parked that say nothing themselves; empty: never
   */
  record Customer(
      AnnouncementStore.Told told,
      Map<Environment, Long> counted,
      Optional<Deletion> deletion,
      Optional<ParkSettings> parking) {
    public Customer {
      counted = Map.copyOf(counted);
    }

    /** Creates a customer that is not being deleted. */
    public Customer(AnnouncementStore.Told told, Map<Environment, Long> counted) {
      this(told, counted, Optional.empty(), Optional.empty());
    }

    Subscription subscription() {
      return told.subscription();
    }
  }
}
