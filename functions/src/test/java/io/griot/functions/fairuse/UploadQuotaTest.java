package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.session.MovableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadQuotaTest {
  private static final CustomerId AWA = new CustomerId("awa");

  private final MovableClock clock = new MovableClock(); // at noon, UTC
  private final Map<String, Integer> counts = new HashMap<>();
  private boolean fails;
  private final UploadQuota quota =
      new UploadQuota(
          (scope, limit, forgottenAt) -> {
            if (fails) {
              throw new IllegalStateException("the store fails");
            }
            return counts.merge(scope, 1, Integer::sum) <= limit;
          },
          customer -> Limits.STANDARD.with(Map.of("uploadsPerDay", 2L)),
          clock);

  @Test
  void refusesMoreThanADayMayHave() {
    quota.take(AWA);
    quota.take(AWA);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> quota.take(AWA))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.UPLOAD_QUOTA_EXCEEDED);
          assertThat(failure.retryAfter()).contains(Duration.ofHours(12));
        });
    assertThatCode(() -> quota.take(new CustomerId("ben"))).doesNotThrowAnyException();
  }

  @Test
  void beginsAnewAtMidnight() {
    quota.take(AWA);
    quota.take(AWA);
    clock.advance(Duration.ofHours(12));

    assertThatCode(() -> quota.take(AWA)).doesNotThrowAnyException();
  }

  @Test
  void refusesNothingThatItCannotCount() {
    fails = true;

    assertThatCode(() -> quota.take(AWA)).doesNotThrowAnyException();
  }
}
