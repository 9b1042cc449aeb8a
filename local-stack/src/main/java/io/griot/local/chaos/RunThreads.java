package io.griot.local.chaos;

import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Threads of a part of a run. They have one answer to a failure: the run has failed, makes no more
 * faults, and says so. A thread that nobody misses would let promises break unseen. Thread-safe.
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

  /** Runs this in a thread of its own, once. */
  void start(String name, Runnable body) {
    threads.add(HostThread.virtual(name, () -> run(body), answer(timeline, name)).start());
  }

  /** Looks again and again, in a platform thread: busy virtual threads must not delay it. */
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

  /** The answer of all parts of a run to a thread that failed. */
  static Consumer<Throwable> answer(Timeline timeline, String name) {
    return failure -> timeline.failed(name, failure);
  }

  /** A body that is interrupted at the end of the run may fail; that is no failure of the run. */
  private void run(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException e) {
      if (!closing) {
        throw e;
      }
    }
  }

  /** Waits until all have ended by themselves; answers whether they did. */
  boolean join(Duration deadline) {
    return Pause.until(
        deadline, Duration.ofMillis(100), () -> threads.stream().noneMatch(HostThread::isAlive));
  }

  /** Interrupts them, and waits for their ends. A second time it finds nothing to do. */
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
