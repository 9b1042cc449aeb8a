package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where webhooks are stored, by their scope (see {@link io.griot.contract.WebhookItem}). */
public interface WebhookStore {
  Optional<Webhook> find(String scope);

  /**
   * Stores a webhook in place of the scope's earlier one; of that, the secret stays.
   *
   * @param whose whose it is
   * @param webhook with the secret to take when there is none yet, or when it is to be replaced
   * @param oldSecretUntil that it is to be replaced, and until when the earlier one signs too
   * @return the webhook as stored: with the secret given, or with the one that was there
   */
  Webhook put(String scope, Whose whose, Webhook webhook, Optional<Instant> oldSecretUntil);

  /**
   * All of a customer, also of sessions that ended; without those from before it was noted whose
   * they are. It reads all webhooks: an operator asks for this by hand.
   */
  List<Stored> of(CustomerId customer);

  /**
   * Replaces the secret alone.
   *
   * @param oldUntil until when the earlier one signs too
   * @return the webhook as stored; empty when there is none
   */
  Optional<Webhook> replaceSecret(String scope, String secret, Instant oldUntil);

  /**
   * Whose a webhook is.
   *
   * @param session whose own it is; empty when it is of all sessions
   */
  record Whose(CustomerId customer, Optional<SessionName> session) {}

  /**
   * A webhook with where it is stored.
   *
   * @param session its name, where it is noted
   */
  record Stored(String scope, Optional<SessionName> session, Webhook webhook) {}

  /** Whether there was one. */
  boolean remove(String scope);
}
