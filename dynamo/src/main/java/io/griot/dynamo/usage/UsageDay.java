package io.griot.dynamo.usage;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * The key of a day's usage: customer, environment and day.
 *
 * @param day in UTC
 */
public record UsageDay(CustomerId customer, Environment environment, LocalDate day) {
  /** Sorts by day, then environment, then customer. */
  static final Comparator<UsageDay> IN_ORDER =
      Comparator.comparing(UsageDay::day)
          .thenComparing(UsageDay::environment)
          .thenComparing(day -> day.customer().value());
}
