package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Instant;

/** Where it is stored whose events are all logged. */
public interface LogSettings {
  /**
   * Has all events of a customer's sessions logged until a time.
   *
   * @param enough nothing is written when they are logged until then or longer
   */
  void log(CustomerId customer, Environment environment, Instant until, Instant enough);
}
