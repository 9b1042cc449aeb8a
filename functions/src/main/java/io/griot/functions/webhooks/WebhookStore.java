package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores webhooks, by their scope (see {@link io.griot.contract.WebhookItem}). */
public interface WebhookStore {
  Optional<Webhook> find(String scope);

  /**
   * Stores a webhook in place of the scope's earlier one, whose secret is kept.
   *
   * @param whose the owner
   * @param webhook its secret is used when there is none yet, or when it is to be replaced
   * @param oldSecretUntil present to replace the secret; until this time the earlier one also signs
   * @return the webhook as stored: with the given secret or with the earlier one
   */
  Webhook put(String scope, Whose whose, Webhook webhook, Optional<Instant> oldSecretUntil);

  /**
   * The webhooks of a customer, also those of ended sessions, but without those that were stored
   * before webhooks had an owner. Reads all webhooks; only operators ask for this, by hand.
   */
  List<Stored> of(CustomerId customer);

  /**
   * Replaces only the secret.
   *
   * @param oldUntil until when the earlier one also signs
   * @return the webhook as stored; empty when there is none
   */
  Optional<Webhook> replaceSecret(String scope, String secret, Instant oldUntil);

  /**
   * The owner of a webhook.
   *
   * @param session the session of a session's own webhook; empty for a webhook of all sessions
   */
  record Whose(CustomerId customer, Optional<SessionName> session) {}

  /**
   * A webhook with its scope.
   *
   * @param session the session's name, if it is stored
   */
  record Stored(String scope, Optional<SessionName> session, Webhook webhook) {}

  /**
   * Removes a webhook.
   *
   * @return whether there was one
   */
  boolean remove(String scope);
}
