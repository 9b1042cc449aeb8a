package io.griot.functions.usage;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.dynamo.usage.Usage;
import java.time.LocalDate;
import java.util.Map;

/**
 * Reads customers' usage. It is a few minutes old, because processes count in memory and store the
 * counts now and then.
 */
public interface UsageLog {
  /**
   * A customer's usage by environment; an environment without usage is absent.
   *
   * @param from the first day, in UTC
   * @param until the last day, in UTC
   */
  Map<Environment, Usage> of(CustomerId customer, LocalDate from, LocalDate until);
}
