package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.List;

/** The queue from which events are received. Thread-safe. */
public interface DeliveryQueue {
  /**
   * Makes a message visible again after the pause; the later ones of its group wait with it. On
   * failure, the queue's visibility timeout applies.
   */
  void showAgain(String receipt, Duration pause);

  /** Removes the messages of delivered events. On failure, they are removed with their batch. */
  void remove(List<String> receipts);

  /** Sends a copy of the message to the dead-letter queue. Throws when that fails. */
  void giveUp(SQSMessage message);
}
