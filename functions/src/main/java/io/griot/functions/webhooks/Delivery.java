package io.griot.functions.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One event on its way to its receiver.
 *
 * @param id the event's
 * @param body as it is sent
 * @param replay the id of the replay that it is part of
 */
record Delivery(String id, String body, Webhook webhook, Instant at, Optional<String> replay) {
  /** Seconds of {@link #at}: receivers refuse what was signed long ago. */
  long timestamp() {
    return at.getEpochSecond();
  }

  /** One for each secret that counts, as Standard Webhooks has it while a secret is replaced. */
  String signatures() {
    return webhook
        .secretsAt(at)
        .map(secret -> Secrets.sign(secret, id, timestamp(), body))
        .collect(Collectors.joining(" "));
  }

  Optional<String> apiKey() {
    return webhook.apiKey();
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
