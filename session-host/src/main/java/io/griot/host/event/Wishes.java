package io.griot.host.event;

import io.griot.contract.Event;

/** Which events somebody wants to have. Thread-safe. */
public interface Wishes {
  /** Whether a webhook wants the event; when that cannot be told, it does. May ask DynamoDB. */
  boolean include(Event event);
}
