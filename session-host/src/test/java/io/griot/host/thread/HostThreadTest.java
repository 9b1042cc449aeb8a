package io.griot.host.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class HostThreadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  @Test
  void answersAFailureOfItsBody() throws InterruptedException {
    HostThread.virtual(
            "failing",
            () -> {
              throw new IllegalStateException("a bug");
            },
            failures::add)
        .start();

    assertThat(failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void answersAnErrorOfTheJvmToo() throws InterruptedException {
    HostThread.platform(
            "failing",
            () -> {
              throw new StackOverflowError();
            },
            failures::add)
        .start();

    assertThat(failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void endsWithoutAnAnswerWhenItIsStopped() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    HostThread thread =
        HostThread.virtual(
                "waiting",
                () -> {
                  waiting.countDown();
                  new CountDownLatch(1).await();
                },
                failures::add)
            .start();
    waiting.await();

    thread.stop();

    assertThat(thread.join(PATIENCE)).isTrue();
    assertThat(failures).isEmpty();
  }

  @Test
  void takesAnInterruptThatNobodyAskedForAsAFailure() throws InterruptedException {
    HostThread.virtual(
            "interrupted",
            () -> {
              throw new InterruptedException();
            },
            failures::add)
        .start();

    assertThat(failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void takesAnExpectedEndForNoError() {
    assertThat(HostThread.severity(new ExpectedEndException("the lease is lost") {}))
        .isEqualTo(Level.WARN);
    assertThat(HostThread.severity(new IllegalStateException("a bug"))).isEqualTo(Level.ERROR);
  }

  @Test
  void canBeJoinedBeforeItWasStarted() throws InterruptedException {
    HostThread thread = HostThread.virtual("new", () -> {}, failures::add);

    assertThat(thread.join(PATIENCE)).isTrue();
  }
}
