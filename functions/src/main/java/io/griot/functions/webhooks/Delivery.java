package io.griot.functions.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request to a receiver.
 *
 * @param id the event's id
 * @param body the request's body
 * @param replay the id of the replay that it is part of
 */
record Delivery(String id, String body, Webhook webhook, Instant at, Optional<String> replay) {
  /**
   * The timestamp of the request, in seconds: receivers refuse requests that were signed long ago.
   */
  long timestamp() {
    return at.getEpochSecond();
  }

  /**
   * The signatures, one for each valid secret, as in Standard Webhooks while a secret is being
   * replaced.
   */
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
