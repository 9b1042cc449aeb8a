package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import java.time.Instant;
import java.util.Optional;

/** Where webhooks are stored, by their scope (see {@link io.griot.contract.WebhookItem}). */
public interface WebhookStore {
  Optional<Webhook> find(String scope);

  /**
   * Stores a webhook in place of the scope's earlier one; of that, the secret stays.
   *
   * @param customer whose it is
   * @param webhook with the secret to take when there is none yet, or when it is to be replaced
   * @param oldSecretUntil that it is to be replaced, and until when the earlier one signs too
   * @return the webhook as stored: with the secret given, or with the one that was there
   */
  Webhook put(String scope, CustomerId customer, Webhook webhook, Optional<Instant> oldSecretUntil);

  /**
   * Replaces the secret alone.
   *
   * @param oldUntil until when the earlier one signs too
   * @return the webhook as stored; empty when there is none
   */
  Optional<Webhook> replaceSecret(String scope, String secret, Instant oldUntil);

  /** Whether there was one. */
  boolean remove(String scope);
}
