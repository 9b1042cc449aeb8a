package io.griot.host.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.SessionId;
import io.griot.host.media.FairLimiter.Permit;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FairLimiterTest {
  private static final SessionId BUSY = new SessionId("b".repeat(26));
  private static final SessionId OTHER = new SessionId("c".repeat(26));
  private static final Duration AT_ONCE = Duration.ZERO;

  private final FairLimiter limiter = new FairLimiter(2);

  @Test
  void givesASessionOneTurnAtATime() throws Exception {
    try (Permit _ = limiter.take(BUSY, AT_ONCE)) {
      assertThatThrownBy(() -> limiter.take(BUSY, AT_ONCE)).isInstanceOf(IOException.class);
      try (Permit other = limiter.take(OTHER, AT_ONCE)) {
        assertThat(other).isNotNull();
      }
    }
  }

  @Test
  void givesNoMoreTurnsThanItHas() throws Exception {
    try (Permit _ = limiter.take(BUSY, AT_ONCE);
        Permit _ = limiter.take(OTHER, AT_ONCE)) {
      SessionId third = new SessionId("d".repeat(26));
      assertThatThrownBy(() -> limiter.take(third, AT_ONCE)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void givesATurnOnWhenItEnds() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (Permit permit = limiter.take(BUSY, AT_ONCE)) {
        assertThat(permit).isNotNull();
      }
    }
  }
}
