package io.griot.functions.webhooks;

import io.griot.contract.EventMessage;

/** Hands over what customers are told of their deliveries. Thread-safe. */
public interface EventSender {
  /** Logs an event that no webhook is there for. */
  void log(EventMessage event, String group);

  /** Logs an event, and puts it on the queue to webhooks. */
  void send(EventMessage event, String group, String deduplicationId);
}
