package io.griot.functions.webhooks;

import io.griot.contract.EventMessage;
import io.griot.contract.WebhookItem;
import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Webhooks, read once a batch, after it was received: a webhook counts for everything that happens
 * after it was set. Thread-safe.
 */
final class KnownWebhooks {
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration BELIEVED = Duration.ofSeconds(30);

  private final WebhookStore webhooks;
  private final InstantSource clock;
  private final BoundedCache<String, Optional<Webhook>> known;

  /** A webhook, and what it is of: a {@link WebhookItem}'s scope. */
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
   * Where an event goes, whether it is wanted there or not.
   *
   * @param received what was read before does not count
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

  /** Believes of a receiver what this instance has just found out and stored. */
  void remember(Target target) {
    known.put(target.scope(), Optional.of(target.webhook()));
  }
}
