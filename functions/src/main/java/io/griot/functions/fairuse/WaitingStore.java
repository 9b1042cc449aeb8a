package io.griot.functions.fairuse;

import java.time.Instant;
import java.util.Map;

/** Stores the places of waiting requests. */
public interface WaitingStore {
  /** The result of taking a place. */
  sealed interface Taking {
    record Taken() implements Taking {}

    /** No place is free, or the places to clear are not as seen. */
    record Full(Map<String, Instant> places) implements Taking {
      public Full {
        places = Map.copyOf(places);
      }
    }
  }

  /**
   * Takes a place, on condition that fewer than {@code bound} are taken after clearing those that
   * are over. One conditional write.
   *
   * @param until the time at which the place is free again, because its holder may die
   * @param over the places to clear, as seen
   */
  Taking take(String scope, String place, Instant until, int bound, Map<String, Instant> over);

  /** Gives a place back; no effect if it is free. */
  void give(String scope, String place);
}
