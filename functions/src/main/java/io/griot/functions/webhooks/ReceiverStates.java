package io.griot.functions.webhooks;

import java.time.Instant;
import java.util.Optional;

/**
 * Stores the state of receivers by their webhooks' scopes. Writes nothing for a webhook that does
 * not exist. Thread-safe.
 */
public interface ReceiverStates {
  /**
   * Claims the single probe that a receiver gets when its pause is over.
   *
   * @param seen the end of the pause, as it was read
   * @param until the time before which no other probe is made
   * @return false when another instance claimed it
   */
  boolean claimProbe(String scope, Instant seen, Instant until);

  /** Removes the stored failure of a receiver that took an event. */
  void recovered(String scope);

  /**
   * Stores a failure.
   *
   * @param since stored unless the receiver fails already
   * @param rest until when nothing is sent to it; empty to keep the stored time
   */
  void failing(String scope, Instant since, Optional<Instant> rest);

  void slow(String scope, Instant until);

  /** Stores that an event was given up while the receiver fails. */
  void gaveUp(String scope, Instant at);

  /**
   * Disables a webhook.
   *
   * @param url the address that failed; a webhook with another address has another receiver
   * @return false when it is disabled already, or has another address
   */
  boolean disable(String scope, String url, ReceiverState.Disabled how);
}
