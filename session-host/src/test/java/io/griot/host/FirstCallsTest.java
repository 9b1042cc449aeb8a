package io.griot.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class FirstCallsTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger calls = new AtomicInteger();
  private final FirstCalls first = new FirstCalls(Duration.ofMillis(1), now::get);

  @Test
  void makesACallAgainUntilItSucceeds() throws Exception {
    assertThat(first.make(failing(2))).isEqualTo(3);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    Supplier<Integer> never = failing(Integer.MAX_VALUE);
    assertThatThrownBy(() ->
            first.make(() -> {
              now.addAndGet(FirstCalls.PATIENCE.toNanos() / 2);
              return never.get();
            }))
        .isInstanceOf(SdkClientException.class);
    assertThat(calls).hasValue(2);
  }

  @Test
  void makesNothingAgainThatFailsOtherwise() {
    Runnable broken =
        () -> {
          calls.incrementAndGet();
          throw new IllegalStateException("no such table");
        };
    assertThatThrownBy(() -> first.make(broken)).isInstanceOf(IllegalStateException.class);
    assertThat(calls).hasValue(1);
  }

  private Supplier<Integer> failing(int times) {
    return () -> {
      int call = calls.incrementAndGet();
      if (call <= times) {
        throw SdkClientException.create("timed out");
      }
      return call;
    };
  }
}
