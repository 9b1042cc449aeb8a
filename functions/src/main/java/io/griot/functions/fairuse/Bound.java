package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** The limits that a customer may reach, with the event that is then logged. */
public enum Bound {
  /** Requests of a key, or for a session, in a minute. */
  REQUESTS("request.rate_limited"),
  /** Requests that wait for their outcome. */
  WAITING_REQUESTS("waiting.bound_reached"),
  WAITING_COMMANDS("command.too_many_waiting"),
  UPLOADS("upload.quota_exceeded"),
  /** Events that are replayed in a day. */
  REPLAYS("replay.quota_exceeded"),
  /** Concurrent deliveries to slow receivers. */
  DELIVERIES("webhooks.share_used_up");

  private final String event;

  Bound(String event) {
    this.event = event;
  }

  /** The event's name. An alarm counts it per customer. */
  public String event() {
    return event;
  }

  /** Begins the log line of a customer that reached the limit. */
  public LoggingEventBuilder reached(Logger log, CustomerId customer) {
    return log.atWarn().addKeyValue("customerId", customer).setMessage(event);
  }
}
