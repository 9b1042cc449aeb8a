package io.griot.host.command;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Outcome;
import io.griot.dynamo.usage.UsageMeter;

/** Counts the commands of one session for its customer. Thread-safe. */
public final class SessionUsage {
  private final UsageMeter meter;
  private final CustomerId customer;
  private final Environment environment;

  public SessionUsage(UsageMeter meter, CustomerId customer, Environment environment) {
    this.meter = meter;
    this.customer = customer;
    this.environment = environment;
  }

  /**
   * Counts a command's end.
   *
   * @param writes whether its operation sends a message to somebody
   */
  void ended(boolean writes, Outcome outcome) {
    meter.command(customer, environment, writes && outcome instanceof Outcome.Succeeded);
  }
}
