package io.griot.functions.webhooks;

import java.time.Instant;
import java.util.Optional;

/**
 * Where it is stored how receivers do, by their webhooks' scopes. Nothing is written for a webhook
 * that is not there. Thread-safe.
 */
public interface ReceiverStates {
  /**
   * Takes the one attempt that a receiver gets when its rest is over.
   *
   * @param seen the end of its rest, as it was read
   * @param until nobody else tries before
   * @return false when somebody else has it
   */
  boolean claimProbe(String scope, Instant seen, Instant until);

  /** It took something: whatever was noted of its failing is forgotten. */
  void recovered(String scope);

  /**
   * It did not take something.
   *
   * @param since noted unless it fails already
   * @param rest until when nothing is sent to it; empty when that stays as it is
   */
  void failing(String scope, Instant since, Optional<Instant> rest);

  void slow(String scope, Instant until);

  /** An event was given up while it fails. */
  void gaveUp(String scope, Instant at);

  /**
   * Has nothing sent to it any more.
   *
   * @param url the address that was tried: another one is another receiver
   * @return false when it is disabled already, or has another address
   */
  boolean disable(String scope, String url, ReceiverState.Disabled how);
}
