package io.griot.functions.usage;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.dynamo.usage.Usage;
import java.time.LocalDate;
import java.util.Map;

/** Customers' usage. A few minutes late: it is counted in memory, and stored now and then. */
public interface UsageLog {
  /**
   * A customer's usage, by the kind of key; what they did not use is absent.
   *
   * @param from the first day, in UTC
   * @param until the last day, in UTC
   */
  Map<Environment, Usage> of(CustomerId customer, LocalDate from, LocalDate until);
}
