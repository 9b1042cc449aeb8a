package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.dynamo.usage.UsageMeter;
import io.griot.functions.access.AccessStore;
import io.griot.functions.access.ApiKey;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.command.WaitingPlaces;
import io.griot.functions.customers.Subscription;
import io.griot.functions.webhooks.Receivers.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The parts that the delivering function uses, in memory, with a clock that stands still. */
final class DeliveryWorld {
  static final CustomerId SHOP = new CustomerId("shop");
  static final SessionId SESSION = SessionId.of(SHOP, new SessionName("main"));
  static final String URL = "https://shop.example/";
  static final String SCOPE = WebhookItem.ofCustomer(SHOP, Environment.TEST);

  final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Duration> pauses = new ConcurrentHashMap<>();
  final List<String> removed = Collections.synchronizedList(new ArrayList<>());
  final List<String> dead = Collections.synchronizedList(new ArrayList<>());
  final List<EventMessage> told = Collections.synchronizedList(new ArrayList<>());
  final List<EventMessage> logged = Collections.synchronizedList(new ArrayList<>());
  final List<String> lookUps = Collections.synchronizedList(new ArrayList<>());
  final MemoryWebhooks webhooks = new MemoryWebhooks(lookUps);
  final MemoryDeliveries deliveries = new MemoryDeliveries();
  final Map<UsageDay, Usage> used = new ConcurrentHashMap<>();
  final AtomicInteger slowPlaces = new AtomicInteger(5);

  volatile Runnable onRemoved = () -> {};
  volatile String body = "body%s";
  volatile Instant now = Instant.parse("2026-01-02T00:00:00Z");
  volatile Function<Delivery, Answer> answers = delivery -> new Answer.Taken(200);
  volatile Environment environment = Environment.TEST;
  volatile Subscription subscription = new Subscription(Subscription.Word.ACTIVE, Optional.empty());
  volatile boolean isCrowded;
  volatile Optional<String> stored = Optional.empty();

  final InstantSource clock = () -> now;
  final UsageMeter usage =
      new UsageMeter(
          (token, day, more) -> {
            used.merge(day, more, Usage::plus);
            return true;
          },
          clock);

  /** Makes an instance of the function, with caches of its own. */
  Batch instance() {
    Queue queue = new Queue();
    Attempts attempts =
        new Attempts(
            new Attempts.Parts(
                new CustomerStore(),
                webhooks,
                webhooks,
                deliveries,
                new Objects(),
                this::receive,
                (customer, until) ->
                    slowPlaces.getAndDecrement() > 0
                        ? Optional.of(slowPlaces::incrementAndGet)
                        : full(),
                () -> isCrowded,
                new Sender()),
            clock);
    return new Batch(new GroupDelivery(attempts, deliveries, queue, usage, clock), queue, clock);
  }

  private Optional<WaitingPlaces.Place> full() {
    slowPlaces.incrementAndGet();
    return Optional.empty();
  }

  Instant later() {
    return now.plusSeconds(60);
  }

  private Answer receive(Delivery delivery) {
    delivered.add(delivery.webhook().url() + " " + delivery.body());
    return answers.apply(delivery);
  }

  static Webhook webhook(String url, Optional<Set<String>> events) {
    return new Webhook(url, events, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", Optional.empty());
  }

  EventMessage event(String id, Optional<String> body) {
    return new EventMessage(
        EventId.of(SESSION, "message", id),
        SHOP,
        Optional.of(SESSION),
        environment,
        "message",
        now.minusSeconds(60),
        body,
        Optional.empty());
  }

  SQSMessage message(String group, String id) {
    return message(group, id, 1);
  }

  SQSMessage message(String group, String id, int receives) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle("receipt" + id);
    message.setBody(event(id, Optional.of(body.formatted(id))).write());
    message.setAttributes(
        Map.of(
            "MessageGroupId",
            group,
            "ApproximateReceiveCount",
            Integer.toString(receives),
            "SentTimestamp",
            "1767225600000"));
    return message;
  }

  private final class Sender implements EventSender {
    @Override
    public void log(EventMessage event, String group) {
      logged.add(event);
    }

    @Override
    public void send(EventMessage event, String group, String deduplicationId) {
      told.add(event);
    }
  }

  private final class Queue implements DeliveryQueue {
    @Override
    public void showAgain(String receipt, Duration pause) {
      pauses.put(receipt, pause);
    }

    @Override
    public void remove(List<String> receipts) {
      removed.addAll(receipts);
      onRemoved.run();
    }

    @Override
    public void giveUp(SQSMessage message) {
      dead.add(message.getMessageId());
    }
  }

  private final class CustomerStore implements AccessStore {
    @Override
    public Optional<ApiKey> key(String hash) {
      return Optional.empty();
    }

    @Override
    public Optional<Subscription> subscription(CustomerId customer) {
      return Optional.of(subscription);
    }
  }

  private final class Objects implements PayloadStore {
    @Override
    public void put(String key, String json) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> get(String key) {
      return stored;
    }

    @Override
    public Optional<byte[]> bytes(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public URI link(String key) {
      throw new UnsupportedOperationException();
    }
  }
}
