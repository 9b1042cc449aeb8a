package io.griot.functions.fairuse;

import java.time.Instant;
import java.util.Map;

/** Where it is shared who waits. */
public interface WaitingStore {
  /** The result of asking for a place. */
  sealed interface Taking {
    record Taken() implements Taking {}

    /** There is none, or the places to clear are not as they were given. */
    record Full(Map<String, Instant> places) implements Taking {
      public Full {
        places = Map.copyOf(places);
      }
    }
  }

  /**
   * Takes a place, if fewer than {@code bound} are taken once those that are over are cleared. One
   * conditional write.
   *
   * @param until when the place comes back by itself: whoever has it may die
   * @param over places that are cleared on the way, as they were seen
   */
  Taking take(String scope, String place, Instant until, int bound, Map<String, Instant> over);

  /** Gives a place back; nothing happens when it is not taken any more. */
  void give(String scope, String place);
}
