package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads the logs of events, with consistent reads. */
public interface EventLogStore {
  /** The logs of a customer that have events, also those of ended sessions. */
  List<LogId> of(CustomerId customer, Environment environment);

  /**
   * Reads items after a position, in their order.
   *
   * @param most the largest number of items
   */
  List<LogChunk> behind(LogId log, long position, int most);

  /**
   * Whether any of the logs has an item right after its position. Cheaper than {@link #behind} for
   * several logs, but does not notice later items of a log whose earlier ones have expired since.
   */
  boolean goesOn(Map<LogId, Long> positions);

  /** The position before the first item that was stored at that time or later. */
  long before(LogId log, Instant time);
}
