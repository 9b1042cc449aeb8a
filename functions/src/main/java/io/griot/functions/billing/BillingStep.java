package io.griot.functions.billing;

/** The steps of taking a payment, in their order. Tests end the process at them. */
public enum BillingStep {
  /** The notification's signature is valid. */
  SIGNED,
  /** The provider confirmed the state of the payment. */
  CONFIRMED,
  /** The stored items were read; nothing is written yet. */
  SEEN,
  /** Entry and subscription are written. */
  CREDITED,
  /** The customer was told. */
  TOLD
}
