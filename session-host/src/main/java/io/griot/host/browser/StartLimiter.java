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
 * Bounds how many browsers of this host are starting at once, from before the browser until its
 * page is up: by number, and to fewer while the machine has more to do than it can. WhatsApp's
 * client has 20 s to open its databases and deletes them when it takes longer, so a start that is
 * slow costs more than one that waits. Linked sessions go first, then whoever waits longest.
 * Thread-safe.
 */
public final class StartLimiter {
  /** Up to so many threads that want each core, a start is hardly slower than alone. */
  private static final double CALM = 2;

  /** How often waiting starts look at the load. */
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

  /** How much the machine has to do. */
  @FunctionalInterface
  public interface Load {
    /** How many threads want each core. */
    double perCore();
  }

  /** One browser's leave to start. Close it when its page is up or will not be. */
  public interface Turn extends AutoCloseable {
    /** Lets the next one start. Later calls do nothing. */
    @Override
    void close();
  }

  private record Waiting(boolean linked, long number) {}

  /**
   * @param most how many may be starting at once, however little there is to do
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
   * @param wanted whether the start is still wanted; asked about four times a second
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

  /** One start always may be under way: others end, and the load with them. */
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
