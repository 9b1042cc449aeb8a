package io.griot.functions.webhooks;

import java.time.Duration;
import java.util.Optional;

/** The result of handling one event. */
sealed interface DeliveryResult {
  /** The report to store; empty when the event was not sent. */
  default Optional<DeliveryReport> report() {
    return Optional.empty();
  }

  /**
   * The receiver took the event.
   *
   * @param age the time since the event happened
   */
  record Delivered(Duration age, DeliveryReport sent) implements DeliveryResult {
    @Override
    public Optional<DeliveryReport> report() {
      return Optional.of(sent);
    }
  }

  /**
   * The event is removed from the queue undelivered: it is not wanted any more, its customer has
   * not paid, or this attempt disabled its webhook. It stays in the log.
   */
  record Dropped(Optional<DeliveryReport> report) implements DeliveryResult {}

  /** The event was not sent, and will be received again. */
  record Postponed(String why, Duration pause) implements DeliveryResult {}

  /** The attempt failed, and the event will be received again. */
  record Failed(DeliveryReport sent, Duration pause) implements DeliveryResult {
    @Override
    public Optional<DeliveryReport> report() {
      return Optional.of(sent);
    }
  }

  /** The last attempt failed: the event goes to the dead-letter queue. */
  record GivenUp(DeliveryReport sent) implements DeliveryResult {
    @Override
    public Optional<DeliveryReport> report() {
      return Optional.of(sent);
    }
  }
}
