package io.griot.functions.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where events go.
 *
 * @param url as {@link WebhookRules} let it pass
 * @param events the names of those that are wanted; empty when all are
 * @param secret what deliveries are signed with, {@code whsec_…}
 * @param apiKey what they carry as {@code x-api-key}
 * @param old the secret before this one, while it signs as well
 * @param state how its receiver does; written by the function that delivers alone
 */
public record Webhook(
    String url,
    Optional<Set<String>> events,
    String secret,
    Optional<String> apiKey,
    Optional<OldSecret> old,
    ReceiverState state) {
  /** For so long a secret that was replaced signs deliveries too. */
  public static final Duration OVERLAP = Duration.ofDays(1);

  /** A secret that was replaced, and until when it signs. */
  public record OldSecret(String secret, Instant until) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "OldSecret[until=" + until + "]";
    }
  }

  /** One whose secret has replaced none. */
  public Webhook(String url, Optional<Set<String>> events, String secret, Optional<String> apiKey) {
    this(url, events, secret, apiKey, Optional.empty(), ReceiverState.FINE);
  }

  public Webhook {
    events = events.map(Set::copyOf);
  }

  /** What deliveries are signed with at a time: the present secret first. */
  Stream<String> secretsAt(Instant now) {
    return Stream.concat(Stream.of(secret), oldAt(now).map(OldSecret::secret).stream());
  }

  /** The secret before the present one, if it still signs. */
  public Optional<OldSecret> oldAt(Instant now) {
    return old.filter(one -> now.isBefore(one.until()) && !one.secret().equals(secret));
  }

  /** The same, with its receiver doing otherwise. */
  Webhook with(ReceiverState other) {
    return new Webhook(url, events, secret, apiKey, old, other);
  }

  /** Whether an event is to be sent: one that is disabled wants none. */
  boolean wants(String dataType) {
    return state.disabled().isEmpty() && isNamed(dataType);
  }

  private boolean isNamed(String dataType) {
    return events.map(names -> names.contains(dataType)).orElse(true);
  }

  /** Without its secrets, and without the address, whose path may be one. */
  @Override
  public String toString() {
    return "Webhook[events=" + events + "]";
  }
}
