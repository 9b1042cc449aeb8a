package io.griot.host.thread;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A named long-lived thread with a failure handler. Its body ends in one of three ways: it returns,
 * {@link #stop} interrupts it, or it fails and the handler runs in the same thread. The handler
 * ends the session or the process that the thread belongs to, so that nothing waits for a dead
 * thread. A failure is logged as an error with its stack trace, unless it is an {@link
 * ExpectedEndException}. Thread-safe.
 */
public final class HostThread {
  private static final Logger log = LoggerFactory.getLogger(HostThread.class);

  private final Thread thread;
  private volatile boolean stopped;

  /** The thread's work. An {@link InterruptedException} without {@link #stop} is a failure. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  private HostThread(Thread.Builder builder, String name, Body body, Consumer<Throwable> answer) {
    this.thread = builder.name(name).unstarted(() -> run(name, body, answer));
  }

  /**
   * Creates a virtual thread.
   *
   * @param answer handles everything that the body throws; must not throw itself
   */
  public static HostThread virtual(String name, Body body, Consumer<Throwable> answer) {
    return new HostThread(Thread.ofVirtual(), name, body, answer);
  }

  /** Creates a platform thread, which busy virtual threads cannot delay. */
  public static HostThread platform(String name, Body body, Consumer<Throwable> answer) {
    return new HostThread(Thread.ofPlatform().daemon(), name, body, answer);
  }

  public HostThread start() {
    thread.start();
    return this;
  }

  /** Interrupts the body. Returns at once. */
  public void stop() {
    stopped = true;
    thread.interrupt();
  }

  /** Whether the calling thread is this one. */
  public boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /** Whether it has started and not ended. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /**
   * Waits for the thread's end.
   *
   * @return false when it has not ended in time, or is the calling thread
   */
  public boolean join(Duration atMost) throws InterruptedException {
    if (isCurrent()) {
      return false;
    }
    return thread.getState() == Thread.State.NEW || thread.join(atMost);
  }

  /**
   * Waits for the end of several threads, except the calling one. If some have not ended at the
   * deadline, all are stopped and waited for a little longer.
   *
   * @param patience wait for each thread after it was stopped
   * @return false when some had not ended at the deadline
   */
  public static boolean end(Collection<HostThread> threads, Duration deadline, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    boolean done = true;
    for (HostThread one : threads) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      done &= one.isCurrent() || one.join(left);
    }
    if (!done) {
      threads.forEach(HostThread::stop);
      for (HostThread one : threads) {
        boolean _ = one.join(patience);
      }
    }
    return done;
  }

  // The only place that may catch everything, so that no failure goes unnoticed.
  private void run(String name, Body body, Consumer<Throwable> answer) {
    try {
      body.run();
    } catch (Throwable failure) {
      if (stopped && failure instanceof InterruptedException) {
        return;
      }
      report(name, failure);
      try {
        answer.accept(failure);
      } catch (RuntimeException e) {
        log.atError().addKeyValue("thread", name).setCause(e).log("thread.answer.failed");
      }
    }
  }

  private static void report(String name, Throwable failure) {
    if (severity(failure) == Level.WARN) {
      log.atWarn()
          .addKeyValue("thread", name)
          .addKeyValue("reason", failure.getMessage())
          .log("thread.ended");
    } else {
      log.atError().addKeyValue("thread", name).setCause(failure).log("thread.failed");
    }
  }

  /** Errors need attention; warnings do not. */
  static Level severity(Throwable failure) {
    return failure instanceof ExpectedEndException ? Level.WARN : Level.ERROR;
  }
}
