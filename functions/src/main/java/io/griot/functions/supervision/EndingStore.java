package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;
import java.util.List;

/** Generations that ended and may have left something; see {@link io.griot.contract.EndingItem}. */
public interface EndingStore {
  /** All of them; usually none. */
  List<Ending> all();

  /** Removes an entry, when nothing of its generation is left. */
  void forget(Generation session);

  /** An ended generation, and when its session was removed. */
  record Ending(Generation generation, Instant endedAt) {}
}
