package io.griot.host.command;

import io.griot.contract.QueueAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * One session's FIFO queue. Thread-safe; every method is one request that may throw an {@link
 * software.amazon.awssdk.core.exception.SdkException}, or {@link QueueGoneException}.
 */
public interface SessionQueue {
  /** The most messages of one request. */
  int BATCH = 10;

  /**
   * Waits up to the given time for up to {@link #BATCH} messages, in order within each group. They
   * are hidden from others for {@link #visibility}.
   */
  List<Delivery> receive(Duration wait);

  /** How long a message that was received stays hidden, if nobody says more of it. */
  default Duration visibility() {
    return QueueAttributes.COMMAND_VISIBILITY;
  }

  /**
   * Keeps at most {@link #BATCH} messages invisible for the given time from now; zero shows them,
   * in the given order.
   */
  void extend(Collection<Delivery> deliveries, Duration visibility);

  /** Deletes at most {@link #BATCH} messages. */
  void delete(Collection<Delivery> deliveries);

  /** Removes the queue itself, if it is there. */
  void remove();
}
