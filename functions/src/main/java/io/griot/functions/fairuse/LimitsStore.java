package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;

/** Stores customers' limits. */
public interface LimitsStore {
  /** A customer's limits, own ones included. */
  Limits of(CustomerId customer);
}
