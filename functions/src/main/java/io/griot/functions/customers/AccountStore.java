package io.griot.functions.customers;

import io.griot.contract.CustomerId;
import java.util.Optional;

/** Reads customers' accounts. */
public interface AccountStore {
  /** As of now. */
  Optional<Account> find(CustomerId customer);
}
