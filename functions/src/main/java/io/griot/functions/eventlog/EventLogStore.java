package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where the logs are. Reads are as of now. */
public interface EventLogStore {
  /** A customer's logs that have events, also those of sessions that have ended. */
  List<LogId> of(CustomerId customer, Environment environment);

  /**
   * Items behind a position, in their order.
   *
   * @param most how many items at most
   */
  List<LogChunk> behind(LogId log, long position, int most);

  /**
   * Whether any of the logs has an item right behind its position. Cheaper than {@link #behind} for
   * several logs, and blind for one that has lost all its items since.
   */
  boolean goesOn(Map<LogId, Long> positions);

  /** The position before the first item that was stored at that time or later. */
  long before(LogId log, Instant time);
}
