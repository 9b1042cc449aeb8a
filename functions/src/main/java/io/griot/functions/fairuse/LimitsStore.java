package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;

/** Where it is stored what customers may use. */
public interface LimitsStore {
  /** A customer's limits: their own, where they have some. */
  Limits of(CustomerId customer);
}
