package io.griot.functions.webhooks;

import java.time.Duration;

/** Puts events that were not delivered back for later. Thread-safe. */
interface Redelivery {
  /** Shows the message again after the pause; what follows it in its group waits with it. */
  void in(String receipt, Duration pause);
}
