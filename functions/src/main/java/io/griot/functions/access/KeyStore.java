package io.griot.functions.access;

import io.griot.contract.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where keys are kept. */
public interface KeyStore {
  /** Stores a new key. */
  void put(ApiKey key);

  /** The key with this {@link io.griot.contract.ApiKeyItem#hashOf hash}. */
  Optional<ApiKey> find(String hash);

  /** A customer's keys; one that was made a moment ago may be missing. */
  List<ApiKey> of(CustomerId customer);

  /**
   * Keys whose ids begin so. It reads all keys: an operator asks for this by hand.
   *
   * @param limit how many at most
   */
  List<ApiKey> startingWith(String start, int limit);

  /**
   * Stores a key's successor, and until when the key itself works, at once.
   *
   * @return false when the key was replaced or revoked meanwhile, and nothing was stored
   */
  boolean replace(ApiKey old, Instant oldEnds, ApiKey successor);

  /** Revokes a key from now on, unless it was before. */
  void revoke(ApiKey key, Instant now);
}
