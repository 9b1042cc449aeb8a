package io.griot.local.chaos;

import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Threads of a part of a run. When one fails, the whole run fails, makes no more faults, and
 * reports it: a silently dead thread would let promises break unnoticed. Thread-safe.
 */
final class RunThreads implements AutoCloseable {
  private static final Duration END = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Timeline timeline;
  private final List<HostThread> threads = new CopyOnWriteArrayList<>();
  private volatile boolean closing;

  RunThreads(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Runs a body once in its own thread. */
  void start(String name, Runnable body) {
    threads.add(HostThread.virtual(name, () -> run(body), answer(timeline, name)).start());
  }

  /** Repeats a look in a platform thread, so that busy virtual threads do not delay it. */
  void repeat(String name, Duration pause, Runnable look) {
    threads.add(
        HostThread.platform(
                name,
                () -> {
                  while (!closing) {
                    run(look);
                    Pause.of(pause);
                  }
                },
                answer(timeline, name))
            .start());
  }

  /** The handler for a failed thread of a run. */
  static Consumer<Throwable> answer(Timeline timeline, String name) {
    return failure -> timeline.failed(name, failure);
  }

  /** Runs a body. A body that is interrupted at the end of the run may fail without consequence. */
  private void run(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException e) {
      if (!closing) {
        throw e;
      }
    }
  }

  /**
   * Waits until all threads have ended.
   *
   * @return whether they did
   */
  boolean join(Duration deadline) {
    return Pause.until(
        deadline, Duration.ofMillis(100), () -> threads.stream().noneMatch(HostThread::isAlive));
  }

  /** Interrupts all threads, and waits for their ends. Idempotent. */
  @Override
  public void close() {
    closing = true;
    threads.forEach(HostThread::stop);
    try {
      if (!HostThread.end(threads, END, PATIENCE)) {
        timeline.failed("an end", new IllegalStateException("threads go on for " + END));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
