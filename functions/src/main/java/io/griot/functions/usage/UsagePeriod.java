package io.griot.functions.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The range of time and the rates of a table of usage. */
public final class UsagePeriod {
  /** The days in a month of the cost model: 730 hours. */
  private static final BigDecimal DAYS_OF_MONTH =
      new BigDecimal(730).divide(new BigDecimal(24), Rounding.EXACT);

  private UsagePeriod() {}

  /** The days, the rates, and the costs in that time of what runs for all customers together. */
  public static ObjectNode of(LocalDate from, LocalDate until, CostRates rates, ExchangeRate rate) {
    BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, until) + 1);
    BigDecimal shared = rates.month().multiply(days).divide(DAYS_OF_MONTH, Rounding.EXACT);
    return Json.MAPPER
        .createObjectNode()
        .put("from", from.toString())
        .put("until", until.toString())
        .put("xofPerUsd", rate.xofPerUsd())
        .put("sharedCostUsd", Rounding.cents(shared))
        .put("sharedCostXof", Rounding.francs(rate.toXof(shared)));
  }
}
