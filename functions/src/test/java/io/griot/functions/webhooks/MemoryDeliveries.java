package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stores the state of deliveries in memory. Thread-safe. */
final class MemoryDeliveries implements DeliveryStore {
  private final Map<DeliveryReport.Key, DeliveryReport> all = new ConcurrentHashMap<>();

  Collection<DeliveryReport> all() {
    return all.values();
  }

  @Override
  public Optional<DeliveryReport> find(DeliveryReport.Key key) {
    return Optional.ofNullable(all.get(key));
  }

  @Override
  public void put(List<DeliveryReport> reports) {
    reports.forEach(report -> all.put(report.key(), report));
  }

  @Override
  public List<DeliveryReport> recent(
      CustomerId customer, Environment environment, Optional<String> before, int most) {
    throw new UnsupportedOperationException();
  }
}
