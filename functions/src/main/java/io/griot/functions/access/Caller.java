package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;

/** Whoever sent a request with a valid key. */
public record Caller(CustomerId customer, Environment environment, SendingPlan sending) {
  /** One whose plan says nothing. */
  public Caller(CustomerId customer, Environment environment) {
    this(customer, environment, SendingPlan.NONE);
  }
}
