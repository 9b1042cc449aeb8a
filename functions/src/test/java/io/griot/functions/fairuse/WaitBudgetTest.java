package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitBudgetTest {
  private static final CustomerId SHOP = new CustomerId("shop");
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final Map<String, Integer> taken = new HashMap<>();
  private Instant now = Instant.parse("2026-01-31T09:00:00Z");
  private final WaitBudget budget =
      new WaitBudget(
          new DailyBudget() {
            @Override
            public boolean take(String scope, int amount, int limit, Instant forgottenAt) {
              if (taken.getOrDefault(scope, 0) + amount > limit) {
                return false;
              }
              taken.merge(scope, amount, Integer::sum);
              return true;
            }

            @Override
            public void give(String scope, int amount) {
              taken.merge(scope, -amount, Integer::sum);
            }
          },
          customer -> Limits.STANDARD,
          () -> now);

  @Test
  void letsWaitForAnHourADay() {
    for (int i = 0; i < 180; i++) {
      assertThat(budget.take(SHOP, WAIT)).isPresent();
    }
    assertThat(budget.take(SHOP, WAIT)).isEmpty();
    assertThat(budget.take(new CustomerId("other"), WAIT)).isPresent();
    now = now.plus(Duration.ofDays(1));
    assertThat(budget.take(SHOP, WAIT)).isPresent();
  }

  @Test
  void countsTheSecondsThatWereWaited() {
    try (WaitBudget.Time _ = budget.take(SHOP, WAIT).orElseThrow()) {
      now = now.plusMillis(2_100);
    }
    assertThat(taken.values()).containsExactly(3);
  }

  @Test
  void letsNobodyWaitWhileTheStoreFails() {
    WaitBudget broken =
        new WaitBudget(
            new DailyBudget() {
              @Override
              public boolean take(String scope, int amount, int limit, Instant forgottenAt) {
                throw new IllegalStateException("down");
              }

              @Override
              public void give(String scope, int amount) {
                throw new IllegalStateException("down");
              }
            },
            customer -> Limits.STANDARD,
            () -> now);

    assertThat(broken.take(SHOP, WAIT)).isEmpty();
  }
}
