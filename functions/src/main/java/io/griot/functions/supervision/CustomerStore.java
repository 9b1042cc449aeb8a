package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.ParkSettings;
import io.griot.functions.customers.AnnouncementStore;
import io.griot.functions.customers.Subscription;
import io.griot.functions.deletion.Deletion;
import java.util.Map;
import java.util.Optional;

/** All customers of an installation. */
public interface CustomerStore {
  /** All of them: reads the whole table. */
  Map<CustomerId, Customer> all();

  /**
   * Corrects how many sessions are counted, on condition that they are counted as seen.
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

    /** One who stays. */
    public Customer(AnnouncementStore.Told told, Map<Environment, Long> counted) {
      this(told, counted, Optional.empty(), Optional.empty());
    }

    Subscription subscription() {
      return told.subscription();
    }
  }
}
