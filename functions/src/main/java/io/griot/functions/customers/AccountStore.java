package io.griot.functions.customers;

import io.griot.contract.CustomerId;
import java.util.Optional;

/** What customers have. */
public interface AccountStore {
  /** As of now. */
  Optional<Account> find(CustomerId customer);
}
