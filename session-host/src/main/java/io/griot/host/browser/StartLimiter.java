package io.griot.host.browser;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Limits how many browsers of this host start at once, from the launch until the page is up. The
 * limit is a fixed number, and lower while the machine is overloaded. WhatsApp's client has 20 s to
 * open its databases and deletes them if it takes longer, so a slow start costs more than a delayed
 * one. Linked sessions go first, then those that wait longest. Thread-safe.
 */
public final class StartLimiter {
  /** Up to this number of runnable threads per core, a start is hardly slower than alone. */
  private static final double CALM = 2;

  /** The interval at which waiting starts check the load. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private static final Comparator<Waiting> ORDER =
      Comparator.comparing(Waiting::linked).reversed().thenComparingLong(Waiting::number);

  private final int most;
  private final Load load;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final TreeSet<Waiting> waiting = new TreeSet<>(ORDER);
  private long arrivals;
  private int starting;

  /** The machine's load. */
  @FunctionalInterface
  public interface Load {
    /** The number of runnable threads per core. */
    double perCore();
  }

  /** One browser's permit to start. Must be closed when its page is up or has failed. */
  public interface Turn extends AutoCloseable {
    /** Lets the next browser start. Further calls do nothing. */
    @Override
    void close();
  }

  private record Waiting(boolean linked, long number) {}

  /**
   * @param most maximum of concurrent starts, however low the load is
   */
  public StartLimiter(int most, Load load) {
    if (most < 1) {
      throw new IllegalArgumentException("most is " + most + ", not at least 1");
    }
    this.most = most;
    this.load = load;
  }

  /**
   * Waits until a browser may start.
   *
   * @param linked whether its session is linked to a phone
   * @param wanted whether the start is still wanted; called about four times a second
   * @return empty when it is not wanted any more
   */
  public Optional<Turn> await(boolean linked, BooleanSupplier wanted) throws InterruptedException {
    lock.lock();
    Waiting own = new Waiting(linked, arrivals++);
    try {
      waiting.add(own);
      while (wanted.getAsBoolean()) {
        if (waiting.first().equals(own) && starting < allowed(most, load.perCore())) {
          starting++;
          return Optional.of(turn());
        }
        boolean _ = changed.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
      return Optional.empty();
    } finally {
      waiting.remove(own);
      changed.signalAll();
      lock.unlock();
    }
  }

  /** At least one start is allowed: other work ends, and the load falls with it. */
  static int allowed(int most, double perCore) {
    return perCore <= CALM ? most : Math.max(1, (int) (most * CALM / perCore));
  }

  private Turn turn() {
    AtomicBoolean over = new AtomicBoolean();
    return () -> {
      if (over.compareAndSet(false, true)) {
        ended();
      }
    };
  }

  private void ended() {
    lock.lock();
    try {
      starting--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
