package io.griot.functions.admin;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.functions.access.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Where customers are kept. */
public interface CustomerRecordStore {
  Optional<CustomerRecord> find(CustomerId id);

  /**
   * Customers in no particular order.
   *
   * @param limit how many at most
   * @param after the last one of the page before
   */
  Page page(int limit, Optional<CustomerId> after);

  /**
   * Stores a new customer and their first keys, at once.
   *
   * @return false when there is one of this id, and nothing was stored
   */
  boolean create(NewCustomer customer, List<ApiKey> keys);

  /** Changes a customer; false when there is none of this id, or not any more. */
  boolean change(CustomerId id, Change change);

  /**
   * Notes since when the operator cuts them off, unless it is noted; false when nobody is there.
   */
  boolean suspend(CustomerId id, Instant now);

  /** Lets them in again; false when there is none of this id, or not any more. */
  boolean resume(CustomerId id);

  /**
   * Sets limits of their own, by the names that limits have; what has no value goes back to what
   * the plan says.
   *
   * @return false when there is none of this id, or not any more
   */
  boolean limit(CustomerId id, Map<String, OptionalLong> limits);

  /**
   * Some customers.
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
   * The changes: texts by the attributes of {@link io.griot.contract.CustomerItem}, quotas by
   * environment. What is not named stays; what has no value goes back to what holds for everybody.
   */
  record Change(Map<String, Optional<String>> texts, Map<Environment, OptionalLong> quotas) {
    public Change {
      texts = Map.copyOf(texts);
      quotas = Map.copyOf(quotas);
    }

    /** Whether nothing is to be otherwise. */
    public boolean isNothing() {
      return texts.isEmpty() && quotas.isEmpty();
    }
  }
}
