package io.griot.functions.webhooks;

import io.griot.contract.EventMessage;

/** Sends events to the webhooks' queue. Thread-safe. */
public interface EventSender {
  void send(EventMessage event, String group, String deduplicationId);
}
