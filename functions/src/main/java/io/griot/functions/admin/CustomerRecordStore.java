package io.griot.functions.admin;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.functions.access.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Stores customers. */
public interface CustomerRecordStore {
  Optional<CustomerRecord> find(CustomerId id);

  /**
   * Customers in no particular order.
   *
   * @param limit the largest number of customers
   * @param after the last customer of the previous page
   */
  Page page(int limit, Optional<CustomerId> after);

  /**
   * Stores a new customer and their first keys in one transaction.
   *
   * @return false when there is one with this id, and nothing was stored
   */
  boolean create(NewCustomer customer, List<ApiKey> keys);

  /**
   * Changes a customer.
   *
   * @return false when there is none with this id, or they were deleted
   */
  boolean change(CustomerId id, Change change);

  /**
   * Stores the time from which the operator suspends a customer, unless one is stored.
   *
   * @return false when there is no such customer
   */
  boolean suspend(CustomerId id, Instant now);

  /**
   * Ends a suspension.
   *
   * @return false when there is none with this id, or they were deleted
   */
  boolean resume(CustomerId id);

  /**
   * Sets a customer's own limits, by their names; a limit without a value returns to that of the
   * plan.
   *
   * @return false when there is none with this id, or they were deleted
   */
  boolean limit(CustomerId id, Map<String, OptionalLong> limits);

  /**
   * A page of customers.
   *
   * @param last the last one, when there may be more
   */
  record Page(List<CustomerRecord> customers, Optional<CustomerId> last) {
    public Page {
      customers = List.copyOf(customers);
    }
  }

  /** A customer before the first payment. */
  record NewCustomer(CustomerId id, Instant createdAt, Change details) {}

  /**
   * A change: texts by the attributes of {@link io.griot.contract.CustomerItem}, quotas by
   * environment. What is not in the maps stays; an empty value restores the default.
   */
  record Change(Map<String, Optional<String>> texts, Map<Environment, OptionalLong> quotas) {
    public Change {
      texts = Map.copyOf(texts);
      quotas = Map.copyOf(quotas);
    }

    /** Whether this changes nothing. */
    public boolean isNothing() {
      return texts.isEmpty() && quotas.isEmpty();
    }
  }
}
