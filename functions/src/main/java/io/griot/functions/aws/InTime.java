package io.griot.functions.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Processes items one after another until a deadline; a later round continues. */
final class InTime {
  private InTime() {}

  /**
   * Processes each item in order, and starts none after the deadline.
   *
   * @param all read lazily
   * @return false when the deadline came first
   */
  static <T> boolean forEach(
      Stream<T> all, InstantSource clock, Instant deadline, Consumer<T> work) {
    Iterator<T> left = all.iterator();
    while (clock.instant().isBefore(deadline)) {
      if (!left.hasNext()) {
        return true;
      }
      work.accept(left.next());
    }
    return false;
  }
}
