package io.griot.functions.access;

/**
 * A key that was made a moment ago.
 *
 * @param secret the key itself: it is shown once, and kept nowhere
 */
public record NewKey(String secret, ApiKey stored) {
  /** Without the secret. */
  @Override
  public String toString() {
    return stored.keyId();
  }
}
