package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.host.bridge.PageEvent.LoggedOut.Cause;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrokenStartsTest {
  private final BrokenStarts starts = new BrokenStarts();

  @Test
  void givesUpAfterFiveInARow() {
    breakTimes(BrokenStarts.MOST - 1);
    assertThat(starts.isOver()).isFalse();

    breakTimes(1);
    assertThat(starts.isOver()).isTrue();
    assertThat(starts.isBroken(Cause.STORAGE, false)).isTrue(); // never counts as a logout
  }

  @Test
  void countsAnewOnceAPageWasUp() {
    breakTimes(BrokenStarts.MOST - 1);

    starts.up();

    breakTimes(BrokenStarts.MOST - 1);
    assertThat(starts.isOver()).isFalse();
    starts.up();
    assertThat(starts.isBroken(Cause.UNKNOWN, false)).isTrue();
  }

  @Test
  void triesTheCheckpointBeforeItBelievesAnUnknownCause() {
    assertThat(starts.isBroken(Cause.UNKNOWN, false)).isTrue();
    starts.broke(Cause.UNKNOWN);
    assertThat(starts.isCopyDoubtful()).isFalse();

    assertThat(starts.isBroken(Cause.UNKNOWN, false)).isTrue();
    starts.broke(Cause.UNKNOWN);
    assertThat(starts.isCopyDoubtful()).isTrue();

    assertThat(starts.isBroken(Cause.UNKNOWN, false)).isFalse();
    starts.up();
    assertThat(starts.isCopyDoubtful()).isFalse();
    assertThat(starts.isBroken(Cause.UNKNOWN, false)).isTrue();
  }

  private void breakTimes(int times) {
    IntStream.range(0, times).forEach(_ -> starts.broke(Cause.STORAGE));
  }
}
