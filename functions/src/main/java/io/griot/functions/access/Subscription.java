package io.griot.functions.access;

import io.griot.contract.KeyKind;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a customer may use the API, and what their plan says.
 *
 * @param suspended by the operator, whatever was paid
 */
public record Subscription(
    boolean active, Optional<Instant> paidUntil, boolean suspended, SendingPlan sending) {
  /** That of a customer nobody knows. */
  public static final Subscription NONE = new Subscription(false, Optional.empty());

  /** One whose plan says nothing. */
  public Subscription(boolean active, Optional<Instant> paidUntil) {
    this(active, paidUntil, false, SendingPlan.NONE);
  }

  /** Whether the API serves live sessions. */
  public boolean holds(Instant now) {
    return active && !suspended && paidUntil.map(now::isBefore).orElse(true);
  }

  /** Whether the API takes their keys of a kind: test keys need no payment. */
  public boolean holds(KeyKind kind, Instant now) {
    return kind == KeyKind.TEST ? !suspended : holds(now);
  }
}
