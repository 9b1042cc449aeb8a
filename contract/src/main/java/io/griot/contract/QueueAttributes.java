package io.griot.contract;

import java.time.Duration;
import java.util.Map;

/** The SQS attributes of Griot's queues: the one definition, by the names SQS gives them. */
public final class QueueAttributes {
  /**
   * How long a received command stays invisible before it is delivered again. The host extends it
   * while it works, so this is how long a dead host delays one.
   */
  public static final Duration COMMAND_VISIBILITY = Duration.ofSeconds(20);

  /**
   * How long a received event stays invisible when the function that delivers it dies: six times
   * that function's timeout, as AWS advises. One that could not be delivered gets a visibility of
   * its own.
   */
  public static final Duration EVENT_VISIBILITY = Duration.ofMinutes(3);

  /**
   * After so many receives SQS gives an event up: the most that it allows. The function that
   * delivers counts its attempts itself and gives up long before. An event is also received, and
   * not sent, while one before it in its chat or its receiver is waited for.
   */
  public static final int EVENT_RECEIVES = 1000;

  /** As long as the log keeps events: a receiver that is away gets what it missed, in order. */
  private static final Duration EVENT_RETENTION = EventLogItem.KEPT;

  /**
   * How long a session's queue keeps a command: longer than one may wait for its start, which is a
   * week at most. SQS takes no other attributes for a queue that is there: one from an earlier
   * version keeps its own.
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
   * The queue of events. FIFO, because who answers automatically wants a chat's messages in their
   * order; groups do not wait for one another, and each has the throughput of a queue of its own.
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

  /** The queue of events that were given up, for two weeks. */
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
