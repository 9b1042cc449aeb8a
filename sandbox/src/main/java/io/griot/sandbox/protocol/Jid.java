package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * An address in the world: {@code <digits>@c.us} (phone number), {@code <digits>@lid} (hidden
 * number), {@code <digits>@g.us} (group; old ones have a hyphen between two numbers), {@code
 * <digits>@newsletter} (channel) or {@code status@broadcast} (everybody's status posts).
 *
 * @param value the whole address, at most 40 characters
 */
public record Jid(@JsonKey @JsonValue String value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9]{5,20}@(c\\.us|lid|newsletter)|[0-9-]{5,34}@g\\.us|status@broadcast");

  /** The address of status posts. */
  public static final Jid STATUS = new Jid("status@broadcast");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException for any other form; the message does not contain the value
   */
  @JsonCreator
  public Jid {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException(
          "not an address of the form <digits>@c.us, @lid, @g.us or @newsletter,"
              + " nor status@broadcast");
    }
  }

  /** Whether the text is an address of one of these forms. */
  public static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  /** A phone number's address. */
  public static Jid pn(String digits) {
    return new Jid(digits + "@c.us");
  }

  /** A hidden number's address. */
  public static Jid lid(String digits) {
    return new Jid(digits + "@lid");
  }

  /** A group's address. */
  public static Jid group(String digits) {
    return new Jid(digits + "@g.us");
  }

  /** A channel's address. */
  public static Jid channel(String digits) {
    return new Jid(digits + "@newsletter");
  }

  /** The part before the {@code @}. */
  public String user() {
    return value.substring(0, value.indexOf('@'));
  }

  /** Whether it is a group. */
  public boolean isGroup() {
    return value.endsWith("@g.us");
  }

  /** Whether it is a channel. */
  public boolean isChannel() {
    return value.endsWith("@newsletter");
  }

  /** Whether it is the address of status posts. */
  public boolean isStatus() {
    return equals(STATUS);
  }

  /**
   * Whether it is a channel or the status posts, and so no account: messages to it are shown, not
   * received.
   */
  public boolean isPublic() {
    return isChannel() || isStatus();
  }

  /** Whether it is a phone number. */
  public boolean isPn() {
    return value.endsWith("@c.us");
  }

  @Override
  public String toString() {
    return value;
  }
}
