package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The details of a new key.
 *
 * @param customer empty for an operator's
 * @param sessions the only sessions that it may use; empty: all of its customer
 * @param expiresAt empty: never
 */
public record KeyOrder(
    KeyKind kind,
    Optional<CustomerId> customer,
    Optional<String> label,
    Set<Scope> scopes,
    Optional<Set<SessionName>> sessions,
    Optional<Instant> expiresAt) {

  /** A customer's key for all sessions, without label and expiry. */
  public static KeyOrder of(CustomerId customer, Environment environment, Set<Scope> scopes) {
    return new KeyOrder(
        KeyKind.of(environment),
        Optional.of(customer),
        Optional.empty(),
        scopes,
        Optional.empty(),
        Optional.empty());
  }

  /** An operator's key without expiry. */
  public static KeyOrder ofOperator(String label, Set<Scope> scopes) {
    return new KeyOrder(
        KeyKind.ADMIN,
        Optional.empty(),
        Optional.of(label),
        scopes,
        Optional.empty(),
        Optional.empty());
  }

  /** A copy with a label. */
  public KeyOrder labelled(String text) {
    return new KeyOrder(kind, customer, Optional.of(text), scopes, sessions, expiresAt);
  }
}
