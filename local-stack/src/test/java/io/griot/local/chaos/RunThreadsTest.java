package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunThreadsTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Timeline timeline = new Timeline(new PrintStream(printed, true, UTF_8));

  @Test
  void failsTheRunWhenOneFails() {
    try (RunThreads threads = new RunThreads(timeline)) {
      threads.start(
          "broken",
          () -> {
            throw new IllegalArgumentException("no such table");
          });
      assertThat(threads.join(DEADLINE)).isTrue();
    }
    assertThat(timeline.hasFailed()).isTrue();
    assertThat(timeline.violations())
        .containsExactly(
            new Violation(
                Timeline.RUN, "broken", "java.lang.IllegalArgumentException: no such table"));
    assertThat(printed.toString(UTF_8)).contains("VIOLATION", "RunThreadsTest");
  }

  @Test
  void failsTheRunWhenALookFailsAndLooksNoMore() {
    try (RunThreads threads = new RunThreads(timeline)) {
      threads.repeat(
          "look",
          Duration.ZERO,
          () -> {
            throw new IllegalStateException("no answer");
          });
      assertThat(threads.join(DEADLINE)).isTrue();
    }
    assertThat(timeline.hasFailed()).isTrue();
  }

  @Test
  void takesWhatFailsAtItsEndForNoFailure() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    try (RunThreads threads = new RunThreads(timeline)) {
      threads.start(
          "waits",
          () -> {
            began.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      began.await();
    }
    assertThat(timeline.hasFailed()).isFalse();
    assertThat(timeline.violations()).isEmpty();
  }
}
