package io.griot.contract;

import java.util.random.RandomGenerator;

/**
 * The id of a file that a customer uploaded, or is about to: 26 characters of base32, random. It
 * means something only together with its customer.
 *
 * <p>The constructor throws IllegalArgumentException when {@link #isValid} is false for the value.
 */
public record MediaId(String value) {
  public MediaId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a media id");
    }
  }

  /** Whether a text has the form of one. */
  public static boolean isValid(String text) {
    return text.matches("[a-z2-7]{26}");
  }

  /** A new id nobody has used: 128 bits from the given generator, which must be unpredictable. */
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
