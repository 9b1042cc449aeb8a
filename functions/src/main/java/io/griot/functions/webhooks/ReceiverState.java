package io.griot.functions.webhooks;

import io.griot.contract.WebhookItem.DisabledBecause;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored state of a webhook's receiver, shared by all instances of the function.
 *
 * @param failingSince the time since which every attempt failed; empty while the receiver works
 * @param restUntil until when nothing is sent to it
 * @param slowUntil until when it counts as slow
 * @param gaveUpAt when an event was given up since it fails
 * @param disabled present when nothing is sent any more, until the webhook is set again
 */
public record ReceiverState(
    Optional<Instant> failingSince,
    Optional<Instant> restUntil,
    Optional<Instant> slowUntil,
    Optional<Instant> gaveUpAt,
    Optional<Disabled> disabled) {

  /** The state of a new webhook. */
  public static final ReceiverState FINE =
      new ReceiverState(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The time and reason of disabling a webhook. */
  public record Disabled(Instant since, DisabledBecause because) {}

  boolean isSlow(Instant now) {
    return slowUntil.filter(now::isBefore).isPresent();
  }

  ReceiverState failing(Instant since, Optional<Instant> rest) {
    return new ReceiverState(
        failingSince.or(() -> Optional.of(since)),
        rest.or(() -> restUntil),
        slowUntil,
        gaveUpAt,
        disabled);
  }

  ReceiverState resting(Instant until) {
    return new ReceiverState(failingSince, Optional.of(until), slowUntil, gaveUpAt, disabled);
  }

  ReceiverState recovered() {
    return new ReceiverState(
        Optional.empty(), Optional.empty(), slowUntil, Optional.empty(), disabled);
  }

  ReceiverState slow(Instant until) {
    return new ReceiverState(failingSince, restUntil, Optional.of(until), gaveUpAt, disabled);
  }

  ReceiverState gaveUp(Instant at) {
    return new ReceiverState(failingSince, restUntil, slowUntil, Optional.of(at), disabled);
  }

  ReceiverState disabled(Disabled how) {
    return new ReceiverState(failingSince, restUntil, slowUntil, gaveUpAt, Optional.of(how));
  }
}
