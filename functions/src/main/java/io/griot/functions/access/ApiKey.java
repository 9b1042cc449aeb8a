package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Instant;
import java.util.Optional;

/** What is stored of a key. */
public record ApiKey(
    CustomerId customer,
    Environment environment,
    Optional<Instant> revokedAt,
    Optional<Instant> expiresAt) {

  boolean holds(Instant now) {
    return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }
}
