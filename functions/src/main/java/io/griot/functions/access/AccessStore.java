package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Subscription;
import java.util.Optional;

/** Reads keys with their subscriptions. */
public interface AccessStore {
  /**
   * The key with this {@link io.griot.contract.ApiKeyItem#hashOf hash}; empty when there is none.
   */
  Optional<ApiKey> key(String hash);

  Optional<Subscription> subscription(CustomerId customer);
}
