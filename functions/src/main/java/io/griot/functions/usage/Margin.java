package io.griot.functions.usage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Environment;
import io.griot.dynamo.usage.Usage;
import io.griot.functions.customers.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A customer's payments and costs in a range of time. Usage by test keys costs as much as that by
 * live keys, but is not paid.
 *
 * @param live the usage by live keys
 * @param test the usage by test keys
 * @param income the payments in the ledger; refunds are negative
 */
public record Margin(Usage live, Usage test, List<Money> income) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public Margin {
    income = List.copyOf(income);
  }

  public static Margin of(Map<Environment, Usage> used, List<Money> income) {
    return new Margin(
        used.getOrDefault(Environment.LIVE, Usage.NONE),
        used.getOrDefault(Environment.TEST, Usage.NONE),
        income);
  }

  /** The income in XOF, without amounts in currencies without a known rate. */
  BigDecimal incomeXof(ExchangeRate rate) {
    return income.stream()
        .flatMap(money -> rate.inXof(money).stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The costs in US dollars. */
  BigDecimal costUsd(CostRates rates) {
    return rates.of(live).add(rates.of(test));
  }

  /** Writes the usage, income, costs and margin into a row for operators. */
  public void write(ObjectNode row, CostRates rates, ExchangeRate rate) {
    UsageJson.put(row, "", live);
    UsageJson.put(row, "test", test);
    BigDecimal earned = incomeXof(rate);
    BigDecimal cost = costUsd(rates);
    BigDecimal left = earned.subtract(rate.toXof(cost));
    row.put("incomeXof", Rounding.francs(earned));
    row.put("incomeUsd", Rounding.cents(rate.toUsd(earned)));
    row.put("costXof", Rounding.francs(rate.toXof(cost)));
    row.put("costUsd", Rounding.cents(cost));
    row.put("marginXof", Rounding.francs(left));
    row.put("marginUsd", Rounding.cents(rate.toUsd(left)));
    if (earned.signum() > 0) {
      row.put(
          "marginPercent",
          left.multiply(HUNDRED)
              .divide(earned, Rounding.EXACT)
              .setScale(0, RoundingMode.HALF_UP)
              .intValue());
    } else {
      row.putNull("marginPercent");
    }
    ArrayNode other = row.putArray("otherIncome");
    otherIncome(rate).values().forEach(money -> other.add(money.toString()));
  }

  /** The sums in currencies without a known rate. */
  private Map<String, Money> otherIncome(ExchangeRate rate) {
    Map<String, Money> sums = new TreeMap<>();
    income.stream()
        .filter(money -> rate.inXof(money).isEmpty())
        .forEach(money ->
            sums.merge(
                money.currency(),
                money,
                (one, more) -> new Money(one.minor() + more.minor(), one.currency())));
    return sums;
  }
}
