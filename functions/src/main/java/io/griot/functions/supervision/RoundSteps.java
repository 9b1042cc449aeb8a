package io.griot.functions.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The steps of one round, and their failures. For one thread. */
final class RoundSteps {
  private final List<RuntimeException> failures = new ArrayList<>();

  /** Makes a step, and keeps its failure. */
  void attempt(Runnable step) {
    boolean _ =
        attempt(
            () -> {
              step.run();
              return true;
            },
            false);
  }

  /** Makes a step and returns its result, or the other value when it failed. */
  <T> T attempt(Supplier<T> step, T otherwise) {
    try {
      return step.get();
    } catch (RuntimeException e) { // any failure: the other steps do not depend on this one
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
