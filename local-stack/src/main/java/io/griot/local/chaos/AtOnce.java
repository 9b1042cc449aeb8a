package io.griot.local.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs a function for several values concurrently. */
final class AtOnce {
  private AtOnce() {}

  /**
   * Waits for all results.
   *
   * @return the results in the order of the values
   * @throws IllegalStateException when one failed
   */
  static <T, R> List<R> each(Collection<T> things, Function<T, R> does) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> begun = new ArrayList<>();
      things.forEach(thing -> begun.add(threads.submit(() -> does.apply(thing))));
      List<R> done = new ArrayList<>();
      for (Future<R> one : begun) {
        done.add(one.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
