package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.contract.KeyKind;
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
   * Keys of a kind whose ids begin so; one that was made a moment ago may be missing.
   *
   * @param limit how many at most
   */
  List<ApiKey> startingWith(KeyKind kind, String start, int limit);

  /**
   * Stores a key's successor, and until when the key itself works, at once.
   *
   * @return false when the key was replaced or revoked meanwhile, and nothing was stored
   */
  boolean replace(ApiKey old, Instant oldEnds, ApiKey successor);

  /** Revokes a key from now on, unless it was before. */
  void revoke(ApiKey key, Instant now);
}
