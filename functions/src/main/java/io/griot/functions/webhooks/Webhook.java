package io.griot.functions.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A customer's webhook.
 *
 * @param url the address, allowed by {@link WebhookRules}
 * @param events the names of the wanted events; empty for all
 * @param secret the secret that signs deliveries, {@code whsec_…}
 * @param apiKey the value of the header {@code x-api-key} in deliveries
 * @param old the previous secret, while it also signs
 * @param state the receiver's state; only the delivering function writes it
 */
public record Webhook(
    String url,
    Optional<Set<String>> events,
    String secret,
    Optional<String> apiKey,
    Optional<OldSecret> old,
    ReceiverState state) {
  /** The time for which a replaced secret also signs deliveries. */
  public static final Duration OVERLAP = Duration.ofDays(1);

  /** A replaced secret, and until when it signs. */
  public record OldSecret(String secret, Instant until) {
    /** A text without the secret. */
    @Override
    public String toString() {
      return "OldSecret[until=" + until + "]";
    }
  }

  /** Creates a webhook without an earlier secret. */
  public Webhook(String url, Optional<Set<String>> events, String secret, Optional<String> apiKey) {
    this(url, events, secret, apiKey, Optional.empty(), ReceiverState.FINE);
  }

  public Webhook {
    events = events.map(Set::copyOf);
  }

  /** The secrets that sign deliveries at a time, the present one first. */
  Stream<String> secretsAt(Instant now) {
    return Stream.concat(Stream.of(secret), oldAt(now).map(OldSecret::secret).stream());
  }

  /** The previous secret, if it still signs. */
  public Optional<OldSecret> oldAt(Instant now) {
    return old.filter(one -> now.isBefore(one.until()) && !one.secret().equals(secret));
  }

  /** A copy with another state of its receiver. */
  Webhook with(ReceiverState other) {
    return new Webhook(url, events, secret, apiKey, old, other);
  }

  /** Whether an event is to be sent; never for a disabled webhook. */
  boolean wants(String dataType) {
    return state.disabled().isEmpty() && isNamed(dataType);
  }

  private boolean isNamed(String dataType) {
    return events.map(names -> names.contains(dataType)).orElse(true);
  }

  /** A text without the secrets, and without the address, whose path may be one. */
  @Override
  public String toString() {
    return "Webhook[events=" + events + "]";
  }
}
