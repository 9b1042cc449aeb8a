package io.griot.functions.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.dynamo.usage.Usage;
import io.griot.functions.customers.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginTest {
  private static final CostRates RATES = CostRates.of("0.0045", "10", "5", "9");
  private static final ExchangeRate RATE = ExchangeRate.of("600");
  private static final Usage MONTH = new Usage(10_000, 8_000, 20_000, Duration.ofDays(30));

  @Test
  void isWhatIsLeftOfTheIncomeInBothCurrencies() {
    ObjectNode row = row(MONTH, Usage.NONE, new Money(10_000, "XOF"));

    assertThat(row.path("costUsd").decimalValue()).isEqualTo(new BigDecimal("3.44"));
    assertThat(row.path("costXof").asInt()).isEqualTo(2064);
    assertThat(row.path("incomeUsd").decimalValue()).isEqualTo(new BigDecimal("16.67"));
    assertThat(row.path("marginXof").asInt()).isEqualTo(7936);
    assertThat(row.path("marginUsd").decimalValue()).isEqualTo(new BigDecimal("13.23"));
    assertThat(row.path("marginPercent").asInt()).isEqualTo(79);
  }

  @Test
  void countsWhatTestKeysCostAndShowsItApart() {
    ObjectNode row =
        row(Usage.NONE, new Usage(0, 0, 0, Duration.ofHours(90)), new Money(600, "XOF"));

    assertThat(row.path("sessionHours").asInt()).isZero();
    assertThat(row.path("testSessionHours").asInt()).isEqualTo(90);
    assertThat(row.path("costXof").asInt()).isEqualTo(243);
    assertThat(row.path("marginXof").asInt()).isEqualTo(357);
  }

  @Test
  void takesWhatWasPaidBackAwayAndHasNoPercentageOfNothing() {
    ObjectNode row = row(MONTH, Usage.NONE, new Money(10_000, "XOF"), new Money(-10_000, "XOF"));

    assertThat(row.path("incomeXof").asInt()).isZero();
    assertThat(row.path("marginXof").asInt()).isEqualTo(-2064);
    assertThat(row.path("marginPercent").isNull()).isTrue();
  }

  @Test
  void knowsThePegOfTheEuroAndListsWhatNoRateIsKnownFor() {
    ObjectNode row =
        row(
            Usage.NONE,
            Usage.NONE,
            new Money(1_000, "EUR"),
            new Money(500, "XAF"),
            new Money(2_000, "GHS"),
            new Money(550, "GHS"));

    assertThat(row.path("incomeXof").asInt()).isEqualTo(7_060);
    assertThat(row.path("otherIncome").toString()).isEqualTo("[\"25.50 GHS\"]");
  }

  @Test
  void saysWhatRunsForAllInThatTime() {
    ObjectNode period =
        UsagePeriod.of(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30"), RATES, RATE);

    assertThat(period.path("xofPerUsd").asInt()).isEqualTo(600);
    assertThat(period.path("sharedCostUsd").decimalValue()).isEqualTo(new BigDecimal("8.88"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2 3", "1 2 3 4 5", "1 2 3 x", "1 2 3 -4"})
  void readsFourRatesAndNothingElse(String text) {
    assertThat(CostRates.TYPE.parser().apply(CostRates.TYPE.formatter().apply(RATES)))
        .isEqualTo(RATES);
    assertThatIllegalArgumentException().isThrownBy(() -> CostRates.TYPE.parser().apply(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x"})
  void takesNoRateThatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ExchangeRate.TYPE.parser().apply(text));
  }

  private static ObjectNode row(Usage live, Usage test, Money... income) {
    ObjectNode row = Json.MAPPER.createObjectNode();
    Margin.of(Map.of(Environment.LIVE, live, Environment.TEST, test), List.of(income))
        .write(row, RATES, RATE);
    return row;
  }
}
