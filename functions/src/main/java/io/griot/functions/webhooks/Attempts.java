package io.griot.functions.webhooks;

import io.griot.contract.EventMessage;
import io.griot.contract.Names;
import io.griot.contract.WebhookItem;
import io.griot.functions.access.AccessStore;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.customers.Subscription;
import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tries to deliver one event: whose it is, whether they paid, where they want it now. Who paid is
 * believed for {@link #BELIEVED}. Webhooks are looked up once a batch, after it was received: a
 * webhook counts for everything that happens after it was set. Thread-safe.
 */
public final class Attempts {
  /** How long what was read counts. */
  static final Duration BELIEVED = Duration.ofSeconds(30);

  private static final int MAX_REMEMBERED = 10_000;

  private final AccessStore customers;
  private final WebhookStore webhooks;
  private final PayloadStore objects;
  private final Receivers receivers;
  private final Circuits circuits;
  private final DeliveryShares shares;
  private final InstantSource clock;
  private final BoundedCache<String, Optional<Webhook>> known;
  private final BoundedCache<String, Subscription> subscriptions;

  /** What became of an event. */
  sealed interface Result {
    record Delivered(Duration age) implements Result {}

    /** Nobody wants it any more, or its customer has not paid. */
    record Dropped() implements Result {}

    /** It is to be tried again. */
    record Failed(String why) implements Result {}
  }

  public Attempts(
      AccessStore customers,
      WebhookStore webhooks,
      PayloadStore objects,
      Receivers receivers,
      InstantSource clock) {
    this.customers = customers;
    this.webhooks = webhooks;
    this.objects = objects;
    this.receivers = receivers;
    this.circuits = new Circuits(clock);
    this.shares = new DeliveryShares(clock);
    this.clock = clock;
    this.known = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
    this.subscriptions = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  /**
   * @param received when the event's batch came: what was read of webhooks before counts no more
   */
  Result deliver(EventMessage event, Instant received) {
    Optional<Webhook> webhook =
        webhook(event, received).filter(wish -> wish.wants(event.dataType()));
    if (webhook.isEmpty() || !isServed(event)) {
      return new Result.Dropped();
    }
    if (circuits.isOpen(webhook.get().url())) {
      return new Result.Failed("did not answer a moment ago");
    }
    if (!shares.begin(event.customer())) {
      return new Result.Failed("its customer's receivers took their share of time");
    }
    try {
      return deliver(event, webhook.get());
    } finally {
      shares.end(event.customer());
    }
  }

  private Result deliver(EventMessage event, Webhook webhook) {
    Optional<String> body = event.body().or(() -> objects.get(Names.eventObject(event.id())));
    if (body.isEmpty()) {
      return new Result.Failed("its body is not in S3");
    }
    Instant now = clock.instant();
    Delivery delivery = new Delivery(event.id().value(), body.get(), webhook, now, event.replay());
    return switch (receivers.deliver(delivery)) {
      case Answer.Taken() -> new Result.Delivered(Duration.between(event.at(), clock.instant()));
      case Answer.Failed(String why) -> {
        if (!why.startsWith("status")) {
          circuits.open(webhook.url());
        }
        yield new Result.Failed(why);
      }
    };
  }

  private Optional<Webhook> webhook(EventMessage event, Instant received) {
    return event
        .session()
        .flatMap(id -> find(WebhookItem.ofSession(id, event.environment()), received))
        .or(() -> find(WebhookItem.ofCustomer(event.customer(), event.environment()), received));
  }

  private Optional<Webhook> find(String scope, Instant received) {
    return known
        .getSince(scope, received)
        .orElseGet(() -> {
          Instant began = clock.instant();
          Optional<Webhook> stored = webhooks.find(scope);
          known.put(scope, stored, began);
          return stored;
        });
  }

  /** Who has not paid is told so all the same. */
  private boolean isServed(EventMessage event) {
    if (event.session().isEmpty()) {
      return true;
    }
    String customer = event.customer().value();
    Subscription subscription =
        subscriptions
            .get(customer)
            .orElseGet(() -> {
              Subscription stored =
                  customers.subscription(event.customer()).orElse(Subscription.UNKNOWN);
              subscriptions.put(customer, stored);
              return stored;
            });
    return subscription.at(clock.instant()).serves(event.environment());
  }
}
