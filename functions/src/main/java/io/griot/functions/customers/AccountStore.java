package io.griot.functions.customers;

import io.griot.contract.CustomerId;
import java.util.Optional;

/** Reads customers' accounts. */
public interface AccountStore {
  /** Finds an account, with a consistent read. */
  Optional<Account> find(CustomerId customer);
}
