package io.griot.contract;

import java.util.random.RandomGenerator;

/**
 * The id of a file that a customer uploads: 26 characters of base32, random. It is valid only
 * together with its customer.
 *
 * <p>The constructor throws IllegalArgumentException when {@link #isValid} is false for the value.
 */
public record MediaId(String value) {
  public MediaId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a media id");
    }
  }

  /** Whether a text has the form of a media id. */
  public static boolean isValid(String text) {
    return text.matches("[a-z2-7]{26}");
  }

  /**
   * A new random id of 128 bits.
   *
   * @param random must be unpredictable
   */
  public static MediaId random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new MediaId(Digests.base32(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
