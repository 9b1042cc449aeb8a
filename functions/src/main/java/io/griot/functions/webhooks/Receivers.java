package io.griot.functions.webhooks;

/** Customers' receivers, over HTTP. Thread-safe. */
interface Receivers {
  /** What became of an attempt. */
  sealed interface Answer {
    /** The receiver has it. */
    record Taken() implements Answer {}

    /**
     * It has not.
     *
     * @param why for the log: a status, or what kind of failure, nothing of the customer's
     */
    record Failed(String why) implements Answer {}
  }

  /** Delivers; takes at most ten seconds. Never throws for what the receiver does. */
  Answer deliver(Delivery delivery);
}
