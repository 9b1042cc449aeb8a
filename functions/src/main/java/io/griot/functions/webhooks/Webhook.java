package io.griot.functions.webhooks;

import java.util.Optional;
import java.util.Set;

/**
 * Where events go.
 *
 * @param url as {@link WebhookRules} let it pass
 * @param events the names of those that are wanted; empty when all are
 * @param secret what deliveries are signed with, {@code whsec_…}
 * @param apiKey what they carry as {@code x-api-key}
 */
public record Webhook(
    String url, Optional<Set<String>> events, String secret, Optional<String> apiKey) {
  public Webhook {
    events = events.map(Set::copyOf);
  }

  boolean wants(String dataType) {
    return events.map(names -> names.contains(dataType)).orElse(true);
  }

  /** Without its secrets, and without the address, whose path may be one. */
  @Override
  public String toString() {
    return "Webhook[events=" + events + "]";
  }
}
