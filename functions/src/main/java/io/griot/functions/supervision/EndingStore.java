package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;
import java.util.List;

/** Generations that ended and may have left something; see {@link io.griot.contract.EndingItem}. */
public interface EndingStore {
  /** All of them, usually none. */
  List<Ending> all();

  /** Nothing of it is left. */
  void forget(Generation session);

  /** One of them, and when its session was removed. */
  record Ending(Generation generation, Instant endedAt) {}
}
