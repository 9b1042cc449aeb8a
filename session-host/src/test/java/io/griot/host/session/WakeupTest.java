package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WakeupTest {
  private final Wakeup wakeup = new Wakeup();

  @Test
  void waitsTheWholeTimeWhateverWasCalledWhenThatDoesNotEndTheWait() throws InterruptedException {
    Duration patience = Duration.ofMillis(50);
    wakeup.call();
    wakeup.call();
    long began = System.nanoTime();

    wakeup.await(patience, () -> false);

    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(patience.toNanos());
  }

  @Test
  void looksWithACallWhetherTheWaitIsOver() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    wakeup.call();

    wakeup.await(Duration.ofDays(1), () -> looks.incrementAndGet() == 2);

    assertThat(looks).hasValue(2);
  }

  @Test
  void doesNotWaitForWhatIsOver() throws InterruptedException {
    wakeup.await(Duration.ofDays(1), () -> true);
  }
}
