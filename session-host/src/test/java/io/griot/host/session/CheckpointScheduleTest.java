package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckpointScheduleTest {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final AtomicLong nanos = new AtomicLong(-5);

  @Test
  void isDueEachTimeThatTheIntervalHasPassed() {
    CheckpointSchedule linked = schedule(true);

    assertThat(linked.isDue()).isFalse();
    pass(INTERVAL);
    assertThat(linked.isDue()).isTrue();
    assertThat(linked.isDue()).isFalse();
    assertThat(linked.untilDue()).isEqualTo(INTERVAL);
  }

  @Test
  void isDueSoonAfterEachLink() {
    CheckpointSchedule fresh = schedule(false);

    assertThat(fresh.isDue()).isFalse();
    pass(CheckpointSchedule.BEFORE_FIRST);
    assertThat(fresh.isDue()).isTrue();

    fresh.unlinked();
    assertThat(fresh.isDue()).isFalse();
    pass(CheckpointSchedule.BEFORE_FIRST);
    assertThat(fresh.isDue()).isTrue();
  }

  @Test
  void isDueAgainSoonAfterOneThatFailed() {
    CheckpointSchedule linked = schedule(true);
    pass(INTERVAL);
    assertThat(linked.isDue()).isTrue();

    linked.failed();

    assertThat(linked.untilDue()).isEqualTo(CheckpointSchedule.AFTER_FAILED);
    pass(CheckpointSchedule.AFTER_FAILED);
    assertThat(linked.isDue()).isTrue();
  }

  @Test
  void isDueSoonInTheNextBrowserToo() {
    CheckpointSchedule fresh = schedule(false);
    assertThat(fresh.isDue()).isFalse();
    pass(CheckpointSchedule.BEFORE_FIRST);
    assertThat(fresh.isDue()).isTrue();
    fresh.failed();

    fresh.begin();

    assertThat(fresh.untilDue()).isEqualTo(CheckpointSchedule.AFTER_FAILED);
    pass(CheckpointSchedule.AFTER_FAILED);
    assertThat(fresh.isDue()).isTrue();
    fresh.begin();
    assertThat(fresh.untilDue()).isEqualTo(INTERVAL);
  }

  private CheckpointSchedule schedule(boolean hasOne) {
    CheckpointSchedule made = new CheckpointSchedule(INTERVAL, hasOne, nanos::get);
    made.begin();
    return made;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
