package io.griot.functions.webhooks;

import io.griot.contract.EventMessage;
import io.griot.contract.WebhookItem;
import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Caches webhooks. They are read once a batch, after it was received, so that a new webhook applies
 * to everything that happens after it was set. Thread-safe.
 */
final class KnownWebhooks {
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration BELIEVED = Duration.ofSeconds(30);

  private final WebhookStore webhooks;
  private final InstantSource clock;
  private final BoundedCache<String, Optional<Webhook>> known;

  /** A webhook and its scope, as in {@link WebhookItem}. */
  record Target(String scope, Webhook webhook) {
    Target with(ReceiverState state) {
      return new Target(scope, webhook.with(state));
    }
  }

  KnownWebhooks(WebhookStore webhooks, InstantSource clock) {
    this.webhooks = webhooks;
    this.clock = clock;
    this.known = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  /**
   * The webhook for an event, whether it wants the event or not.
   *
   * @param received the time before which cached webhooks do not count
   */
  Optional<Target> of(EventMessage event, Instant received) {
    return event
        .session()
        .flatMap(id -> find(WebhookItem.ofSession(id, event.environment()), received))
        .or(() -> find(WebhookItem.ofCustomer(event.customer(), event.environment()), received));
  }

  private Optional<Target> find(String scope, Instant received) {
    return known
        .getSince(scope, received)
        .orElseGet(() -> {
          Instant began = clock.instant();
          Optional<Webhook> stored = webhooks.find(scope);
          known.put(scope, stored, began);
          return stored;
        })
        .map(webhook -> new Target(scope, webhook));
  }

  /** Caches the state of a receiver that this instance has just stored. */
  void remember(Target target) {
    known.put(target.scope(), Optional.of(target.webhook()));
  }
}
