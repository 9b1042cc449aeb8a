package io.griot.functions.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Work on one thing after the other, which a later round goes on with. */
final class InTime {
  private InTime() {}

  /**
   * Works on each, in their order; begins none from the deadline on.
   *
   * @param all read as they are needed
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
