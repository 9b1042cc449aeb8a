package io.griot.functions.usage;

import io.griot.contract.settings.ValueType;
import io.griot.dynamo.usage.Usage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * The operator's costs by unit, in US dollars, from the cost model ({@code ./griot cost}).
 *
 * @param sessionHour an hour of a session, with its share of the host
 * @param millionCommands a million commands
 * @param millionEvents a million events delivered
 * @param month a month of what runs for all customers together
 */
public record CostRates(
    BigDecimal sessionHour,
    BigDecimal millionCommands,
    BigDecimal millionEvents,
    BigDecimal month) {
  /** The setting's type: four numbers, in the order of the fields. */
  public static final ValueType<CostRates> TYPE =
      new ValueType<>(
          "four numbers with spaces between them",
          "0.0044 10.8 5.1 10.4",
          CostRates::parse,
          CostRates::format);

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal HOUR_MILLIS = BigDecimal.valueOf(3_600_000);

  public static CostRates of(String sessionHour, String commands, String events, String month) {
    return new CostRates(
        new BigDecimal(sessionHour),
        new BigDecimal(commands),
        new BigDecimal(events),
        new BigDecimal(month));
  }

  /** The cost of a usage. */
  public BigDecimal of(Usage usage) {
    BigDecimal hours =
        BigDecimal.valueOf(usage.sessions().toMillis()).divide(HOUR_MILLIS, Rounding.EXACT);
    return sessionHour
        .multiply(hours)
        .add(millions(millionCommands, usage.commands()))
        .add(millions(millionEvents, usage.events()));
  }

  private static BigDecimal millions(BigDecimal rate, long number) {
    return rate.multiply(BigDecimal.valueOf(number)).divide(MILLION, Rounding.EXACT);
  }

  private static CostRates parse(String text) {
    List<BigDecimal> numbers =
        Arrays.stream(text.strip().split("\\s+", -1)).map(CostRates::rate).toList();
    if (numbers.size() != 4) {
      throw new IllegalArgumentException("not four numbers");
    }
    return new CostRates(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
  }

  private static BigDecimal rate(String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException("not a number");
    }
    return new BigDecimal(text);
  }

  private static String format(CostRates rates) {
    return "%s %s %s %s"
        .formatted(
            rates.sessionHour.toPlainString(),
            rates.millionCommands.toPlainString(),
            rates.millionEvents.toPlainString(),
            rates.month.toPlainString());
  }
}
