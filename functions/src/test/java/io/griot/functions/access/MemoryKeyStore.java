package io.griot.functions.access;

import io.griot.contract.CustomerId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory, as {@link KeyStore} says. One thread. */
public final class MemoryKeyStore implements KeyStore {
  public final Map<String, ApiKey> keys = new LinkedHashMap<>();

  @Override
  public void put(ApiKey key) {
    keys.put(key.hash(), key);
  }

  @Override
  public Optional<ApiKey> find(String hash) {
    return Optional.ofNullable(keys.get(hash));
  }

  @Override
  public List<ApiKey> of(CustomerId customer) {
    return keys.values().stream()
        .filter(key -> key.customer().equals(Optional.of(customer)))
        .toList();
  }

  @Override
  public List<ApiKey> startingWith(String start, int limit) {
    return keys.values().stream()
        .filter(key -> key.keyId().startsWith(start))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean replace(ApiKey old, Instant oldEnds, ApiKey successor) {
    ApiKey stored = keys.getOrDefault(old.hash(), old);
    if (stored.rotatedTo().isPresent() || stored.revokedAt().isPresent()) {
      return false;
    }
    put(changed(stored, Optional.of(oldEnds), Optional.empty(), Optional.of(successor.keyId())));
    put(successor);
    return true;
  }

  @Override
  public void revoke(ApiKey key, Instant now) {
    ApiKey stored = keys.getOrDefault(key.hash(), key);
    if (stored.revokedAt().isEmpty()) {
      put(changed(stored, stored.expiresAt(), Optional.of(now), stored.rotatedTo()));
    }
  }

  private static ApiKey changed(
      ApiKey key,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt,
      Optional<String> rotatedTo) {
    return new ApiKey(
        key.hash(),
        key.keyId(),
        key.kind(),
        key.customer(),
        key.label(),
        key.scopes(),
        key.sessions(),
        key.createdAt(),
        expiresAt,
        revokedAt,
        rotatedTo,
        key.lastUsedOn());
  }
}
