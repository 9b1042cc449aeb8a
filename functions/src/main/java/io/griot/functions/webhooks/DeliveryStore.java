package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.util.List;
import java.util.Optional;

/** Where it is stored how deliveries went, for a week. Thread-safe. */
public interface DeliveryStore {
  Optional<DeliveryReport> find(DeliveryReport.Key key);

  /** Stores reports in place of earlier ones of the same keys; all of one customer. */
  void put(List<DeliveryReport> reports);

  /**
   * A customer's deliveries, the newest first.
   *
   * @param before only those before this place; empty for all
   * @param most how many at most
   */
  List<DeliveryReport> recent(
      CustomerId customer, Environment environment, Optional<String> before, int most);
}
