package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.List;

/** The queue that events come from. Thread-safe. */
public interface DeliveryQueue {
  /**
   * Shows the message again after the pause; what follows it in its group waits with it. When it
   * fails, the queue's own visibility counts.
   */
  void showAgain(String receipt, Duration pause);

  /** Removes messages whose events are done. When it fails, they are removed with their batch. */
  void remove(List<String> receipts);

  /** Puts a copy of the message where the operator finds it. Throws when it cannot. */
  void giveUp(SQSMessage message);
}
