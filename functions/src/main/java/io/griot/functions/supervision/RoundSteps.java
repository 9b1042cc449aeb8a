package io.griot.functions.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The steps of one round, and which of them failed. For one thread. */
final class RoundSteps {
  private final List<RuntimeException> failures = new ArrayList<>();

  /** Makes a step. A failure is kept. */
  void attempt(Runnable step) {
    boolean _ =
        attempt(
            () -> {
              step.run();
              return true;
            },
            false);
  }

  /** Makes a step, and gives what it gave; the other value when it failed. */
  <T> T attempt(Supplier<T> step, T otherwise) {
    try {
      return step.get();
    } catch (RuntimeException e) { // whatever it is, the other steps do not wait for its mending
      failures.add(e);
      return otherwise;
    }
  }

  /** Throws the first failure, with the others as suppressed ones. */
  void throwFirst() {
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
