package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** What a customer may reach the bound of, and the event that says so in the log. */
public enum Bound {
  /** Requests of a key, or for a session, in a minute. */
  REQUESTS("request.rate_limited"),
  /** Requests that are held for their outcome. */
  WAITING_REQUESTS("waiting.bound_reached"),
  WAITING_COMMANDS("command.too_many_waiting"),
  UPLOADS("upload.quota_exceeded"),
  /** Events that are delivered again in a day. */
  REPLAYS("replay.quota_exceeded"),
  /** Deliveries to their slow receivers at the same time. */
  DELIVERIES("webhooks.share_used_up");

  private final String event;

  Bound(String event) {
    this.event = event;
  }

  /** The event's name. An alarm looks for it, and for the customer beside it. */
  public String event() {
    return event;
  }

  /** Begins the line that says that a customer reached it. */
  public LoggingEventBuilder reached(Logger log, CustomerId customer) {
    return log.atWarn().addKeyValue("customerId", customer).setMessage(event);
  }
}
