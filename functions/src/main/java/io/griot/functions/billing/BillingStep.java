package io.griot.functions.billing;

/** The steps of taking a payment, in their order. For tests, which have the process die there. */
public enum BillingStep {
  /** A notification's signature holds. */
  SIGNED,
  /** The provider said what became of the payment. */
  CONFIRMED,
  /** The stored items were read; nothing is written yet. */
  SEEN,
  /** Entry and subscription are written. */
  CREDITED,
  /** The customer was told. */
  TOLD
}
