package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Instant;

/** Stores until when all events of a customer are logged. */
public interface LogSettings {
  /**
   * Logs all events of a customer's sessions until the given time.
   *
   * @param enough nothing is written when they are logged until this time or longer
   */
  void log(CustomerId customer, Environment environment, Instant until, Instant enough);
}
