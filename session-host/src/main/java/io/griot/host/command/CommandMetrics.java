package io.griot.host.command;

import io.griot.contract.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts the commands of all sessions of this host since the last report. Thread-safe. */
public final class CommandMetrics {
  private static final int SERVER_ERROR = 500;

  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder droppedEvents = new LongAdder();
  private final LongAccumulator longestWaitMillis = new LongAccumulator(Math::max, 0);

  /**
   * The counts of one reporting interval.
   *
   * @param failed failures that are not the caller's fault
   * @param droppedEvents events dropped for lack of space
   * @param longestWait longest time from a command's acceptance to its start
   */
  public record Counts(long succeeded, long failed, long droppedEvents, Duration longestWait) {}

  /**
   * Counts a command's start.
   *
   * @param waited the time since its acceptance, measured by the clocks of two machines; a negative
   *     value counts as zero
   */
  void began(Duration waited) {
    longestWaitMillis.accumulate(waited.toMillis());
  }

  /** Counts a command's end. 4xx outcomes count as succeeded: the caller's fault, not ours. */
  void ended(Outcome outcome) {
    boolean ours =
        outcome instanceof Outcome.Failed failure && failure.code().httpStatus() >= SERVER_ERROR;
    (ours ? failed : succeeded).increment();
  }

  /** Counts a dropped event. */
  public void droppedEvent() {
    droppedEvents.increment();
  }

  /** Returns the counts and resets them. */
  public Counts take() {
    return new Counts(
        succeeded.sumThenReset(),
        failed.sumThenReset(),
        droppedEvents.sumThenReset(),
        Duration.ofMillis(longestWaitMillis.getThenReset()));
  }
}
