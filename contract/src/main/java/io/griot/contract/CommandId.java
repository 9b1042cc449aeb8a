package io.griot.contract;

import java.util.random.RandomGenerator;

/**
 * A command's id: 26 characters of base32, random or derived from an {@code Idempotency-Key}. A
 * send's WhatsApp message id derives from it ({@link #messageId()}). A command that is delivered
 * twice therefore sends the same message.
 *
 * <p>The constructor throws IllegalArgumentException when {@link #isValid} is false for the value.
 */
public record CommandId(String value) {
  public CommandId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a command id");
    }
  }

  /** Whether a text has the form of a command id. */
  public static boolean isValid(String text) {
    return text.matches("[a-z2-7]{26}");
  }

  /**
   * A new random id of 128 bits.
   *
   * @param random must be unpredictable
   */
  public static CommandId random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new CommandId(Digests.base32(bytes));
  }

  /**
   * Derives the id for a customer's idempotency key in one session. Equal arguments give equal ids.
   */
  public static CommandId ofIdempotencyKey(SessionId session, String key) {
    return new CommandId(Digests.base32(session.value() + "\n" + key));
  }

  /**
   * The WhatsApp message id of this command's message: {@code 3EB0} and 18 hexadecimal digits, as
   * WhatsApp Web forms its own.
   */
  public String messageId() {
    return "3EB0" + Digests.hex("message\n" + value).substring(0, 18);
  }

  @Override
  public String toString() {
    return value;
  }
}
