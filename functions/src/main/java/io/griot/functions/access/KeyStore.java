package io.griot.functions.access;

import io.griot.contract.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores keys. */
public interface KeyStore {
  /** Stores a new key. */
  void put(ApiKey key);

  /**
   * The key with this {@link io.griot.contract.ApiKeyItem#hashOf hash}; empty when there is none.
   */
  Optional<ApiKey> find(String hash);

  /** A customer's keys; a very new one may be missing. */
  List<ApiKey> of(CustomerId customer);

  /**
   * The keys whose ids begin with a text. Reads all keys, so it is only for operators.
   *
   * @param limit the maximum number of results
   */
  List<ApiKey> startingWith(String start, int limit);

  /**
   * Stores a key's successor and the key's own expiry in one transaction.
   *
   * @return false when the key has been replaced or revoked in between; then nothing was stored
   */
  boolean replace(ApiKey old, Instant oldEnds, ApiKey successor);

  /** Revokes a key. No effect on a revoked one. */
  void revoke(ApiKey key, Instant now);
}
