package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Subscription;
import java.util.Optional;

/** Where keys and subscriptions are stored. */
public interface AccessStore {
  /** The key with this {@link io.griot.contract.ApiKeyItem#hashOf hash}. */
  Optional<ApiKey> key(String hash);

  Optional<Subscription> subscription(CustomerId customer);
}
