package io.griot.functions.webhooks;

import io.griot.contract.EventId;
import io.griot.publichttp.AddressRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a test event to a receiver, once, and returns the result for its customer. The client is
 * made at the first use. Thread-safe; must be closed.
 */
public final class TestDeliveries implements AutoCloseable {
  private final AddressRules rules;
  private final InstantSource clock;
  private @Nullable HttpReceivers receivers;

  /**
   * The result.
   *
   * @param status empty without an answer
   * @param error empty when the event was taken
   */
  public record Result(Optional<Integer> status, Optional<String> error, Duration latency) {}

  public TestDeliveries(AddressRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /** Sends a test event. Blocks for at most ten seconds. */
  public Result send(Webhook webhook, EventId event, String body) {
    Instant began = clock.instant();
    Delivery delivery = new Delivery(event.value(), body, webhook, began, Optional.empty());
    Receivers.Answer answer = receivers().deliver(delivery);
    Duration latency = Duration.between(began, clock.instant());
    return new Result(answer.code(), answer.error(), latency);
  }

  private synchronized HttpReceivers receivers() {
    if (receivers == null) {
      receivers = new HttpReceivers(rules);
    }
    return receivers;
  }

  @Override
  public synchronized void close() {
    if (receivers != null) {
      receivers.close();
    }
  }
}
