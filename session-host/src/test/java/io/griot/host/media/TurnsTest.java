package io.griot.host.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.SessionId;
import io.griot.host.media.Turns.Turn;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final SessionId BUSY = new SessionId("b".repeat(26));
  private static final SessionId OTHER = new SessionId("c".repeat(26));
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Turns turns = new Turns(2);

  @Test
  void givesASessionOneTurnAtATime() throws Exception {
    try (Turn _ = turns.take(BUSY, AT_ONCE)) {
      assertThatThrownBy(() -> turns.take(BUSY, AT_ONCE)).isInstanceOf(IOException.class);
      try (Turn other = turns.take(OTHER, AT_ONCE)) {
        assertThat(other).isNotNull();
      }
    }
  }

  @Test
  void givesNoMoreTurnsThanItHas() throws Exception {
    try (Turn _ = turns.take(BUSY, AT_ONCE);
        Turn _ = turns.take(OTHER, AT_ONCE)) {
      SessionId third = new SessionId("d".repeat(26));
      assertThatThrownBy(() -> turns.take(third, AT_ONCE)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void givesATurnOnWhenItEnds() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (Turn turn = turns.take(BUSY, AT_ONCE)) {
        assertThat(turn).isNotNull();
      }
    }
  }
}
