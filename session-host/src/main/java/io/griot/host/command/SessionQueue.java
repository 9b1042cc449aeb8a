package io.griot.host.command;

import io.griot.contract.QueueAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * One session's FIFO queue. Thread-safe. Every method blocks for one request, which may throw an
 * {@link software.amazon.awssdk.core.exception.SdkException} or a {@link QueueGoneException}.
 */
public interface SessionQueue {
  /** Maximum of messages in one request. */
  int BATCH = 10;

  /**
   * Waits up to the given time for up to {@link #BATCH} messages, in order within each group. They
   * are hidden from others for {@link #visibility}.
   */
  List<Delivery> receive(Duration wait);

  /** The time for which a received message stays hidden unless that is extended. */
  default Duration visibility() {
    return QueueAttributes.COMMAND_VISIBILITY;
  }

  /**
   * Hides at most {@link #BATCH} messages for the given time from now. Zero makes them visible, in
   * the given order.
   */
  void extend(Collection<Delivery> deliveries, Duration visibility);

  /** Deletes at most {@link #BATCH} messages. */
  void delete(Collection<Delivery> deliveries);

  /** Deletes the queue, if it exists. */
  void remove();
}
