package io.griot.host.command;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.dynamo.usage.UsageMeter;
import io.griot.dynamo.usage.UsageStore;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Usage in memory. */
final class MemoryUsageStore implements UsageStore {
  final Map<UsageDay, Usage> days = new ConcurrentHashMap<>();
  private final UsageMeter meter = new UsageMeter(this, () -> Instant.EPOCH);

  @Override
  public boolean add(String token, UsageDay day, Usage usage) {
    days.merge(day, usage, Usage::plus);
    return true;
  }

  SessionUsage ofSession() {
    return new SessionUsage(meter, new CustomerId("customer"), Environment.TEST);
  }

  /** All that was counted. */
  Usage total() {
    boolean _ = meter.flush(Instant.MAX);
    return days.values().stream().reduce(Usage.NONE, Usage::plus);
  }
}
