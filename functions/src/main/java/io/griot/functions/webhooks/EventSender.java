package io.griot.functions.webhooks;

import io.griot.contract.EventMessage;

/** Puts events on the queue to webhooks. Thread-safe. */
public interface EventSender {
  void send(EventMessage event, String group, String deduplicationId);
}
