package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.util.List;
import java.util.Optional;

/** Stores the reports of deliveries for a week. Thread-safe. */
public interface DeliveryStore {
  Optional<DeliveryReport> find(DeliveryReport.Key key);

  /** Stores reports of one customer in place of earlier ones with the same keys. */
  void put(List<DeliveryReport> reports);

  /**
   * A customer's deliveries, the newest first.
   *
   * @param before only those before this position; empty for all
   * @param most the largest number of reports
   */
  List<DeliveryReport> recent(
      CustomerId customer, Environment environment, Optional<String> before, int most);
}
