package io.griot.functions.access;

import java.time.Instant;
import java.util.Optional;

/** Whether a customer may use the API, and what their plan says. */
public record Subscription(boolean active, Optional<Instant> paidUntil, SendingPlan sending) {
  /** That of a customer nobody knows. */
  public static final Subscription NONE = new Subscription(false, Optional.empty());

  /** One whose plan says nothing. */
  public Subscription(boolean active, Optional<Instant> paidUntil) {
    this(active, paidUntil, SendingPlan.NONE);
  }

  /** Whether the API serves them. */
  public boolean holds(Instant now) {
    return active && paidUntil.map(now::isBefore).orElse(true);
  }
}
