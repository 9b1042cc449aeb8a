package io.griot.contract;

import java.time.Duration;
import java.util.Map;

/** The SQS attributes of Griot's queues, by SQS's names. Local stack and cloud both use them. */
public final class QueueAttributes {
  /**
   * The visibility timeout of a command. The host extends it while it works. A command of a dead
   * host is delayed by this time.
   */
  public static final Duration COMMAND_VISIBILITY = Duration.ofSeconds(20);

  /**
   * The visibility timeout of an event: six times the timeout of the function that delivers it, as
   * AWS advises. The function sets another one for an event that could not be delivered.
   */
  public static final Duration EVENT_VISIBILITY = Duration.ofMinutes(3);

  /**
   * The number of receives after which SQS moves an event to the dead-letter queue: the maximum
   * that SQS allows. The function that delivers counts its attempts itself and gives up long
   * before. An event is also received, and not sent, while it waits for an earlier one of its chat
   * or for its receiver.
   */
  public static final int EVENT_RECEIVES = 1000;

  /**
   * The same time for which the log keeps events, so that a receiver that was unavailable gets all
   * it missed, in order.
   */
  private static final Duration EVENT_RETENTION = EventLogItem.KEPT;

  /**
   * The time for which a session's queue keeps a command: longer than a command may wait for its
   * start, which is a week at most. The attributes of an existing queue do not change: a queue made
   * by an earlier version keeps its own.
   */
  public static final Duration COMMAND_RETENTION = Duration.ofDays(8);

  private QueueAttributes() {}

  /** A session's FIFO queue. The message group is the chat; the deduplication id the command. */
  public static Map<String, String> ofSessionQueue() {
    return Map.of(
        "FifoQueue",
        "true",
        "VisibilityTimeout",
        Long.toString(COMMAND_VISIBILITY.toSeconds()),
        "MessageRetentionPeriod",
        Long.toString(COMMAND_RETENTION.toSeconds()),
        "ReceiveMessageWaitTimeSeconds",
        "20");
  }

  /**
   * The queue of events. FIFO, because customers who answer automatically need a chat's messages in
   * order. Groups do not wait for one another, and each has the throughput of a queue of its own.
   * Its redrive policy names {@link Names#deadEventsQueue} and {@link #EVENT_RECEIVES}.
   */
  public static Map<String, String> ofEventsQueue() {
    return Map.of(
        "FifoQueue",
        "true",
        "DeduplicationScope",
        "messageGroup",
        "FifoThroughputLimit",
        "perMessageGroupId",
        "VisibilityTimeout",
        Long.toString(EVENT_VISIBILITY.toSeconds()),
        "MessageRetentionPeriod",
        Long.toString(EVENT_RETENTION.toSeconds()),
        "ReceiveMessageWaitTimeSeconds",
        "20");
  }

  /** The dead-letter queue of events. It keeps them for two weeks. */
  public static Map<String, String> ofDeadEventsQueue() {
    return Map.of(
        "FifoQueue",
        "true",
        "VisibilityTimeout",
        Long.toString(EVENT_VISIBILITY.toSeconds()),
        "MessageRetentionPeriod",
        Long.toString(Duration.ofDays(14).toSeconds()),
        "ReceiveMessageWaitTimeSeconds",
        "20");
  }
}
