package io.griot.functions.customers;

import io.griot.contract.AccountEvent;

/** Sends events that concern no single session to the webhooks. Thread-safe. */
public interface AccountEvents {
  void send(AccountEvent event);
}
