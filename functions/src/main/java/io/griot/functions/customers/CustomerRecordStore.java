package io.griot.functions.customers;

import io.griot.contract.CustomerId;
import java.util.Optional;

/** Where customers are kept. */
public interface CustomerRecordStore {
  Optional<CustomerRecord> find(CustomerId id);
}
