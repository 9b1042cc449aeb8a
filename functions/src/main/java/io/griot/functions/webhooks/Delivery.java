package io.griot.functions.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;

/**
 * One event on its way to its receiver.
 *
 * @param id the event's
 * @param body as it is sent
 */
record Delivery(String id, String body, Webhook webhook, Instant at) {
  /** Seconds of {@link #at}: receivers refuse what was signed long ago. */
  long timestamp() {
    return at.getEpochSecond();
  }

  String signature() {
    return Secrets.sign(webhook.secret(), id, timestamp(), body);
  }

  Optional<String> apiKey() {
    return webhook.apiKey();
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
