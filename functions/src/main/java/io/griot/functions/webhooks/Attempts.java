package io.griot.functions.webhooks;

import io.griot.contract.EventMessage;
import io.griot.contract.Names;
import io.griot.functions.access.AccessStore;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.command.WaitingPlaces;
import io.griot.functions.customers.Subscription;
import io.griot.functions.webhooks.DeliveryResult.Delivered;
import io.griot.functions.webhooks.DeliveryResult.Dropped;
import io.griot.functions.webhooks.DeliveryResult.Failed;
import io.griot.functions.webhooks.DeliveryResult.GivenUp;
import io.griot.functions.webhooks.DeliveryResult.Postponed;
import io.griot.functions.webhooks.KnownWebhooks.Target;
import io.griot.functions.webhooks.ReceiverHealth.Permit;
import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tries to deliver one event: reads its customer, their standing and their webhook, and asks
 * whether the receiver may get it now. The standing is cached for {@link #BELIEVED}. Thread-safe.
 */
public final class Attempts {
  /** The time for which a customer's standing is cached. */
  static final Duration BELIEVED = Duration.ofSeconds(30);

  private static final int MAX_REMEMBERED = 10_000;

  private final Parts parts;
  private final KnownWebhooks webhooks;
  private final ReceiverHealth health;
  private final Notices notices;
  private final InstantSource clock;
  private final BoundedCache<String, Subscription> subscriptions;

  /**
   * The stores and clients of an attempt.
   *
   * @param slowPlaces bounds the deliveries to a customer's slow receivers
   * @param crowd how full the queue is
   * @param sender takes what customers are told of their deliveries
   */
  public record Parts(
      AccessStore customers,
      WebhookStore webhooks,
      ReceiverStates states,
      DeliveryStore deliveries,
      PayloadStore objects,
      Receivers receivers,
      WaitingPlaces slowPlaces,
      QueueCrowd crowd,
      EventSender sender) {}

  public Attempts(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.webhooks = new KnownWebhooks(parts.webhooks(), clock);
    this.health =
        new ReceiverHealth(parts.states(), webhooks, parts.slowPlaces(), parts.crowd(), clock);
    this.notices = new Notices(parts.sender());
    this.clock = clock;
    this.subscriptions = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  /**
   * Makes one attempt.
   *
   * @param received when the event's batch was received; webhooks that were cached earlier are read
   *     again
   */
  DeliveryResult deliver(Arrival arrival, Instant received) {
    EventMessage event = arrival.event();
    Optional<Target> target =
        webhooks.of(event, received).filter(one -> one.webhook().wants(event.dataType()));
    if (target.isEmpty() || !isServed(event)) {
      return new Dropped(Optional.empty());
    }
    return switch (health.ask(target.get(), event.customer())) {
      case Permit.Wait(String why, Duration pause) ->
          new Postponed(why, Schedule.waiting(arrival.receives(), pause));
      case Permit.Go(Target now, WaitingPlaces.Place place) -> {
        try (place) {
          yield deliver(arrival, now);
        }
      }
    };
  }

  private DeliveryResult deliver(Arrival arrival, Target target) {
    EventMessage event = arrival.event();
    Instant began = clock.instant();
    Optional<String> body =
        event.body().or(() -> parts.objects().get(Names.eventObject(event.id())));
    if (body.isEmpty()) {
      Answer.Failed gone = Answer.Failed.silent("its data is not kept any more");
      return new GivenUp(report(arrival, gone, began).givenUp());
    }
    Delivery delivery =
        new Delivery(event.id().value(), body.get(), target.webhook(), began, event.replay());
    return switch (parts.receivers().deliver(delivery)) {
      case Answer.Taken taken -> {
        DeliveryReport report = report(arrival, taken, began);
        health.took(target, report.latency());
        yield new Delivered(Duration.between(event.at(), clock.instant()), report);
      }
      case Answer.Failed failed -> failed(arrival, target, report(arrival, failed, began), failed);
    };
  }

  /**
   * The report after an attempt. An event that was received for the first time has no earlier
   * report.
   */
  private DeliveryReport report(Arrival arrival, Answer answer, Instant began) {
    DeliveryReport.Key key = DeliveryReport.Key.of(arrival.event(), arrival.queued());
    Duration latency = Duration.between(began, clock.instant());
    Optional<DeliveryReport> earlier =
        arrival.receives() <= 1 ? Optional.empty() : parts.deliveries().find(key);
    return DeliveryReport.of(key, arrival.event(), answer, earlier, began, latency);
  }

  private DeliveryResult failed(
      Arrival arrival, Target target, DeliveryReport report, Answer.Failed answer) {
    ReceiverState state = health.failed(target, answer, report);
    if (state.disabled().isPresent() && health.disable(target, state.disabled().get())) {
      notices.disabled(arrival.event(), target, state.disabled().get());
      return new Dropped(Optional.of(report.givenUp()));
    }
    if (Schedule.isOver(report, answer, state)) {
      health.gaveUp(target.with(state));
      notices.notDelivered(arrival.event(), report);
      return new GivenUp(report.givenUp());
    }
    Instant now = clock.instant();
    Duration own = Schedule.after(report.attempts());
    Duration rest = state.restUntil().map(end -> Duration.between(now, end)).orElse(own);
    Duration pause = rest.compareTo(own) > 0 ? rest : own;
    return new Failed(report.again(now.plus(pause)), pause);
  }

  /**
   * Whether the event is delivered to its customer. Events about an unpaid subscription always are.
   */
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
                  parts.customers().subscription(event.customer()).orElse(Subscription.UNKNOWN);
              subscriptions.put(customer, stored);
              return stored;
            });
    return subscription.at(clock.instant()).serves(event.environment());
  }
}
