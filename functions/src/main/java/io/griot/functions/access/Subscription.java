package io.griot.functions.access;

import java.time.Instant;
import java.util.Optional;

/** Whether a customer may use the API. */
public record Subscription(boolean active, Optional<Instant> paidUntil) {
  /** That of a customer nobody knows. */
  public static final Subscription NONE = new Subscription(false, Optional.empty());

  /** Whether the API serves them. */
  public boolean holds(Instant now) {
    return active && paidUntil.map(now::isBefore).orElse(true);
  }
}
