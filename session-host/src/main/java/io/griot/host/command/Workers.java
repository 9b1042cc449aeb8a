package io.griot.host.command;

import io.griot.contract.SessionId;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The threads that a session's commands have while they are carried out. Thread-safe. */
final class Workers {
  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);

  private final String name;
  private final Consumer<Throwable> onFailure;
  private final Map<Long, HostThread> running = new ConcurrentHashMap<>();
  private final AtomicLong begun = new AtomicLong();

  /**
   * @param onFailure ends the session. It may be called several times, by these threads
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
   * Waits for their ends.
   *
   * @return false when some had not ended at the deadline; they are interrupted then
   */
  boolean end(Duration deadline) throws InterruptedException {
    return HostThread.end(running.values(), deadline, INTERRUPT_PATIENCE);
  }

  /** Interrupts all. */
  void stop() {
    running.values().forEach(HostThread::stop);
  }

  /** Waits until none is under way; for tests. */
  void awaitIdle() throws InterruptedException {
    for (HostThread worker : running.values()) {
      boolean _ = worker.join(INTERRUPT_PATIENCE);
    }
  }
}
