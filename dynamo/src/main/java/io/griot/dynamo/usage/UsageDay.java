package io.griot.dynamo.usage;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * Whose usage, with which kind of key, on which day.
 *
 * @param day in UTC
 */
public record UsageDay(CustomerId customer, Environment environment, LocalDate day) {
  /** By day, then by kind of key. */
  static final Comparator<UsageDay> IN_ORDER =
      Comparator.comparing(UsageDay::day)
          .thenComparing(UsageDay::environment)
          .thenComparing(day -> day.customer().value());
}
