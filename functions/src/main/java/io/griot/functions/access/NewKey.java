package io.griot.functions.access;

/**
 * A key that was just created.
 *
 * @param secret the key itself: shown once, and not stored
 */
public record NewKey(String secret, ApiKey stored) {
  /** The key's id, without the secret. */
  @Override
  public String toString() {
    return stored.keyId();
  }
}
