package io.griot.functions.access;

import io.griot.contract.CustomerId;
import java.time.LocalDate;
import java.util.Optional;

/** Where keys and subscriptions are looked up. */
public interface AccessStore {
  /** The key with this {@link io.griot.contract.ApiKeyItem#hashOf hash}. */
  Optional<ApiKey> key(String hash);

  Optional<Subscription> subscription(CustomerId customer);

  /** Notes that a key was used on this day, unless a later one is noted. */
  void used(String hash, LocalDate day);
}
