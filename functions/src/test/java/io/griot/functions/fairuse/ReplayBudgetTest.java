package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayBudgetTest {
  private static final CustomerId SHOP = new CustomerId("shop");

  private final Map<String, Integer> taken = new HashMap<>();
  private Instant now = Instant.parse("2026-01-31T09:00:00Z");
  private final ReplayBudget budget =
      new ReplayBudget(
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
  void boundsTheEventsOfADay() {
    int requests = Limits.STANDARD.replayedEventsPerDay() / 1_000;
    for (int i = 0; i < requests; i++) {
      budget.spend(SHOP, 1_000, () -> 1_000);
    }

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> budget.spend(SHOP, 1_000, () -> 1_000))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMIT_EXCEEDED);
          assertThat(failure.retryAfter()).contains(Duration.ofHours(15));
        });
    budget.spend(new CustomerId("other"), 1_000, () -> 1_000);
    now = now.plus(Duration.ofDays(1));
    budget.spend(SHOP, 1_000, () -> 1_000);
  }

  @Test
  void countsWhatWasSentAndNothingOfAReplayThatFailed() {
    budget.spend(SHOP, 1_000, () -> 12);
    assertThat(taken.values()).containsExactly(12);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            budget.spend(
                SHOP,
                1_000,
                () -> {
                  throw new IllegalStateException("down");
                }));
    assertThat(taken.values()).containsExactly(12);
  }
}
