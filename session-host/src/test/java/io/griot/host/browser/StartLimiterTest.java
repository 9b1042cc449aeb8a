package io.griot.host.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.host.browser.StartLimiter.Turn;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartLimiterTest {
  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<String> started = new LinkedBlockingQueue<>();
  private volatile double load;

  private final StartLimiter limiter = new StartLimiter(2, () -> load);

  @ParameterizedTest
  @CsvSource({"4, 0, 4", "4, 2, 4", "4, 3, 2", "4, 4, 2", "4, 8, 1", "4, 1000, 1", "1, 9, 1"})
  void letsFewerStartTheMoreThereIsToDo(int most, double perCore, int allowed) {
    assertThat(StartLimiter.allowed(most, perCore)).isEqualTo(allowed);
  }

  @Test
  void letsTheNextOneStartWhenATurnIsOver() throws InterruptedException {
    Turn first = turn();
    Turn _ = turn();
    CountDownLatch asked = new CountDownLatch(2);
    Thread third = waiting("third", true, asked);
    asked.await(); // it was asked twice, so it is waiting

    assertThat(started).isEmpty();
    first.close();
    first.close();

    assertThat(next()).isEqualTo("third");
    third.join();
    CountDownLatch again = new CountDownLatch(2);
    Thread fourth = waiting("fourth", true, again);
    again.await();
    assertThat(started).isEmpty(); // closing a permit twice frees one place only
    fourth.interrupt();
    fourth.join();
  }

  @Test
  void letsOneStartAtATimeWhileTheMachineIsBusyAndMoreWhenItIsNot() throws InterruptedException {
    load = 1000;
    Turn _ = turn();
    CountDownLatch asked = new CountDownLatch(2);
    Thread second = waiting("second", true, asked);
    asked.await();
    assertThat(started).isEmpty();

    load = 0;

    assertThat(next()).isEqualTo("second");
    second.join();
  }

  @Test
  void letsLinkedSessionsStartFirstAndThenThoseThatWaitLongest() throws InterruptedException {
    Turn first = turn();
    Turn second = turn();
    CountDownLatch asked = new CountDownLatch(1);
    Thread unlinked = waiting("unlinked", false, asked);
    asked.await();
    asked = new CountDownLatch(1);
    Thread linked = waiting("linked", true, asked);
    asked.await();
    asked = new CountDownLatch(1);
    Thread later = waiting("linked later", true, asked);
    asked.await();

    first.close();
    assertThat(next()).isEqualTo("linked");
    second.close();
    assertThat(next()).isEqualTo("linked later");
    assertThat(started).isEmpty();

    unlinked.interrupt();
    unlinked.join();
    linked.join();
    later.join();
  }

  @Test
  void waitsForNothingThatIsNotWantedAnyMore() throws InterruptedException {
    Turn first = turn();
    Turn _ = turn();
    CountDownLatch asked = new CountDownLatch(2);

    Optional<Turn> none =
        limiter.await(
            true,
            () -> {
              asked.countDown();
              return asked.getCount() > 0;
            });

    assertThat(none).isEmpty();
    first.close();
    assertThat(turn()).isNotNull(); // a waiter that gave up blocks nobody
  }

  @Test
  void refusesToLetNobodyStart() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StartLimiter(0, () -> 0));
  }

  private Turn turn() throws InterruptedException {
    return limiter.await(true, () -> true).orElseThrow();
  }

  private @Nullable String next() throws InterruptedException {
    return started.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private Thread waiting(String name, boolean linked, CountDownLatch asked) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            Optional<Turn> turn =
                limiter.await(
                    linked,
                    () -> {
                      asked.countDown();
                      return true;
                    });
            turn.ifPresent(_ -> started.add(name));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
