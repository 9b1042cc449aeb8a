package io.griot.host.command;

import io.griot.contract.SessionId;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The threads that run one session's commands. Thread-safe. */
final class Workers {
  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);

  private final String name;
  private final Consumer<Throwable> onFailure;
  private final Map<Long, HostThread> running = new ConcurrentHashMap<>();
  private final AtomicLong begun = new AtomicLong();

  /**
   * @param onFailure ends the session. May be called several times, from these threads
   */
  Workers(SessionId session, Consumer<Throwable> onFailure) {
    this.name = "commands-" + session;
    this.onFailure = onFailure;
  }

  void start(HostThread.Body body) {
    long number = begun.getAndIncrement();
    HostThread worker =
        HostThread.virtual(
            name,
            () -> {
              try {
                body.run();
              } finally {
                running.remove(number);
              }
            },
            onFailure);
    running.put(number, worker);
    worker.start();
  }

  /**
   * Waits until all threads have ended.
   *
   * @return false when some had not ended at the deadline; they are interrupted
   */
  boolean end(Duration deadline) throws InterruptedException {
    return HostThread.end(running.values(), deadline, INTERRUPT_PATIENCE);
  }

  /** Interrupts all threads. */
  void stop() {
    running.values().forEach(HostThread::stop);
  }

  /** Waits until no thread runs; for tests. */
  void awaitIdle() throws InterruptedException {
    for (HostThread worker : running.values()) {
      boolean _ = worker.join(INTERRUPT_PATIENCE);
    }
  }
}
