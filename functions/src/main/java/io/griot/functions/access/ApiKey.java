package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * A stored key.
 *
 * @param hash its {@link io.griot.contract.ApiKeyItem#hashOf hash}
 * @param keyId its public id
 * @param customer empty for an operator's
 * @param sessions the only sessions that it may use; empty: all of its customer
 * @param rotatedTo the id of the key that replaced it
 * @param lastUsedOn the day of its last use, in UTC
 */
public record ApiKey(
    String hash,
    String keyId,
    KeyKind kind,
    Optional<CustomerId> customer,
    Optional<String> label,
    Set<Scope> scopes,
    Optional<Set<SessionName>> sessions,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<String> rotatedTo,
    Optional<LocalDate> lastUsedOn) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
    sessions = sessions.map(Set::copyOf);
    if (customer.isEmpty() != kind.environment().isEmpty()) {
      throw new IllegalArgumentException("a key of kind " + kind + " and its customer: " + keyId);
    }
  }

  /** Whether the key is valid at a time. */
  public boolean holds(Instant now) {
    return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }

  KeyRights rights() {
    return new KeyRights(keyId, scopes, sessions);
  }
}
