package io.griot.functions.customers;

import io.griot.contract.AccountEvent;

/** Events that concern no single session, on their way to the webhooks. Thread-safe. */
public interface AccountEvents {
  void send(AccountEvent event);
}
