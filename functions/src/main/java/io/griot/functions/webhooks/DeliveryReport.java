package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.contract.DeliveryItem;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.SessionId;
import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of an event's delivery.
 *
 * @param attempts the number of attempts
 * @param first when it was first sent
 * @param last when it was last sent
 * @param next when it is sent next; empty when it is not
 * @param status the last answer's status; empty without an answer
 * @param error why the last attempt failed; empty when it did not
 * @param latency the duration of the last attempt
 */
public record DeliveryReport(
    Key key,
    String dataType,
    Optional<SessionId> session,
    DeliveryItem.State state,
    int attempts,
    Instant first,
    Instant last,
    Optional<Instant> next,
    Optional<Integer> status,
    Optional<String> error,
    Duration latency,
    Optional<String> replay) {

  /**
   * The identity of a delivery.
   *
   * @param queued when the event was put on its queue
   */
  public record Key(CustomerId customer, Environment environment, Instant queued, EventId event) {
    static Key of(EventMessage event, Instant queued) {
      return new Key(event.customer(), event.environment(), queued, event.id());
    }
  }

  /** The report of an attempt, successful or not. */
  static DeliveryReport of(
      Key key,
      EventMessage event,
      Answer answer,
      Optional<DeliveryReport> before,
      Instant at,
      Duration latency) {
    Optional<String> error = answer.error();
    return new DeliveryReport(
        key,
        event.dataType(),
        event.session(),
        error.isPresent() ? DeliveryItem.State.WAITING : DeliveryItem.State.DELIVERED,
        before.map(DeliveryReport::attempts).orElse(0) + 1,
        before.map(DeliveryReport::first).orElse(at),
        at,
        Optional.empty(),
        answer.code(),
        error,
        latency,
        event.replay());
  }

  DeliveryReport again(Instant then) {
    return with(DeliveryItem.State.WAITING, Optional.of(then));
  }

  DeliveryReport givenUp() {
    return with(DeliveryItem.State.FAILED, Optional.empty());
  }

  private DeliveryReport with(DeliveryItem.State other, Optional<Instant> then) {
    return new DeliveryReport(
        key, dataType, session, other, attempts, first, last, then, status, error, latency, replay);
  }
}
