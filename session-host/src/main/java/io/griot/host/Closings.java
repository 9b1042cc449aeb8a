package io.griot.host;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes parts that were opened, in reverse order. For one thread at a time. */
final class Closings {
  private static final Logger log = LoggerFactory.getLogger(Closings.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  /** Closes one part. */
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  /** Adds a step that runs before those of the parts that were opened earlier. */
  void push(Step step) {
    steps.push(step);
  }

  /**
   * Closes all parts. A failed close does not stop the others. After an interrupt the rest is
   * closed without waiting, and the interrupt flag is restored.
   */
  void closeAll() {
    boolean interrupted = false;
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (IOException | RuntimeException e) {
        log.atWarn().setCause(e).log("host.close.step_failed");
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
