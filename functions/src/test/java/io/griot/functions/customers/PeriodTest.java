package io.griot.functions.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the period of a time, with months paid until 31 May. */
class PeriodTest {
  private static final Plan PLAN =
      PlanJson.BUILT_IN.values().stream()
          .filter(plan -> plan.id().equals(Plan.STANDARD))
          .findFirst()
          .orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "2026-05-30T00:00:00Z, 2026-04-30",
    "2026-04-30T09:00:00Z, 2026-04-30",
    "2026-04-30T08:59:59Z, 2026-03-31",
    "2026-03-01T00:00:00Z, 2026-02-28",
    "2026-06-02T00:00:00Z, 2026-05-31", // the grace period
    "2026-06-10T00:00:00Z, 2026-06-01", // suspended: the calendar's
  })
  void beginsWhereTheOneBeforeEnded(Instant now, String day) {
    Subscription paid =
        new Subscription(
            Subscription.Word.ACTIVE,
            Optional.of(Instant.parse("2026-05-31T09:00:00Z")),
            Optional.empty(),
            Optional.of(31),
            Optional.empty(),
            SendingPlan.NONE);

    assertThat(Renewal.periodBegan(paid, PLAN, now).toString()).startsWith(day);
  }

  @ParameterizedTest
  @CsvSource({"2026-05-31T23:59:59Z, 2026-05-01", "2026-06-01T00:00:00Z, 2026-06-01"})
  void isTheCalendarsMonthWhereNothingIsPaid(Instant now, String day) {
    assertThat(Renewal.periodBegan(Subscription.NONE, PLAN, now).toString()).startsWith(day);
  }
}
