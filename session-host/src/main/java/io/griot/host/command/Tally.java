package io.griot.host.command;

import io.griot.contract.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How the commands of all sessions of a host go, since it was last asked. Thread-safe. */
public final class Tally {
  private static final int SERVER_ERROR = 500;

  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder droppedEvents = new LongAdder();
  private final LongAccumulator longestWaitMillis = new LongAccumulator(Math::max, 0);

  /**
   * What was counted.
   *
   * @param failed those that callers could not have avoided
   * @param droppedEvents for which there was no room
   * @param longestWait of a command, from being accepted to being begun
   */
  public record Counts(long succeeded, long failed, long droppedEvents, Duration longestWait) {}

  /**
   * A command begins.
   *
   * @param waited since it was accepted, by the clocks of two machines: a little below zero is zero
   */
  void began(Duration waited) {
    longestWaitMillis.accumulate(waited.toMillis());
  }

  /** A command ended. A refusal is a success of ours: the caller asked for what cannot be. */
  void ended(Outcome outcome) {
    boolean ours =
        outcome instanceof Outcome.Failed failure && failure.code().httpStatus() >= SERVER_ERROR;
    (ours ? failed : succeeded).increment();
  }

  /** An event was dropped. */
  public void droppedEvent() {
    droppedEvents.increment();
  }

  /** The counts since the last call. */
  public Counts take() {
    return new Counts(
        succeeded.sumThenReset(),
        failed.sumThenReset(),
        droppedEvents.sumThenReset(),
        Duration.ofMillis(longestWaitMillis.getThenReset()));
  }
}
