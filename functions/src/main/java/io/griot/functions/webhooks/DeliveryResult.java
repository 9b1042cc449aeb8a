package io.griot.functions.webhooks;

import java.time.Duration;
import java.util.Optional;

/** What became of an event. */
sealed interface DeliveryResult {
  /** What is to be stored of it; empty when it was not sent. */
  default Optional<DeliveryReport> report() {
    return Optional.empty();
  }

  /**
   * The receiver took it.
   *
   * @param age since it happened
   */
  record Delivered(Duration age, DeliveryReport sent) implements DeliveryResult {
    @Override
    public Optional<DeliveryReport> report() {
      return Optional.of(sent);
    }
  }

  /**
   * It leaves the queue: nobody wants it any more, its customer has not paid, or its webhook was
   * disabled by it. The log has it.
   */
  record Dropped(Optional<DeliveryReport> report) implements DeliveryResult {}

  /** It was not sent, and is to come again. */
  record Postponed(String why, Duration pause) implements DeliveryResult {}

  /** It was not taken, and is to come again. */
  record Failed(DeliveryReport sent, Duration pause) implements DeliveryResult {
    @Override
    public Optional<DeliveryReport> report() {
      return Optional.of(sent);
    }
  }

  /** It was not taken, and is not sent again: it goes to the dead letters. */
  record GivenUp(DeliveryReport sent) implements DeliveryResult {
    @Override
    public Optional<DeliveryReport> report() {
      return Optional.of(sent);
    }
  }
}
