package io.griot.functions.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads phone numbers in the forms that people and programs use: {@code +237 6 90 00 00 02}, {@code
 * 00237…}, with dots, dashes and brackets, with {@code @c.us} or {@code @s.whatsapp.net}, or plain
 * digits. Numbers must be in international form, because the country of a national number is not
 * known. libphonenumber knows which numbers exist, and which zeros are only dialled inside a
 * country; it is loaded at the first number. Thread-safe.
 */
public final class PhoneNumbers {
  /** The greatest length of a text; longer ones are no numbers. */
  private static final int MAX_LENGTH = 64;

  /** The digits of a number. E.164: at most 15 digits; no number has fewer than 7. */
  private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{6,14}");

  /** WhatsApp's ids of phone numbers; a device's id has the number before the colon. */
  private static final Pattern ID =
      Pattern.compile("([^@]*?)(?::\\d{1,3})?@(?:c\\.us|s\\.whatsapp\\.net)");

  /** The schemes of addresses that contain a number. */
  private static final Pattern SCHEME = Pattern.compile("^(?:tel|whatsapp):");

  /**
   * A number that a spreadsheet wrote as a decimal: its last digits are no part of a phone number.
   */
  private static final Pattern DECIMAL = Pattern.compile("\\+?\\d{7,}\\.\\d+");

  private PhoneNumbers() {}

  /** Reads a phone number; empty for everything else, such as other ids. */
  static Optional<PhoneNumber> read(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher id = ID.matcher(lower);
    String number = id.matches() ? id.group(1) : SCHEME.matcher(lower).replaceFirst("");
    return digits(number).flatMap(PhoneNumbers::known);
  }

  /**
   * Loads the plans and the library before a snapshot of the process.
   *
   * @return whether it can read a number that no plan has changed, which takes the library
   */
  public static boolean prime() {
    return read("+237 6 90 00 00 02").isPresent();
  }

  /**
   * The digits of the international form; empty when there is anything else between them, or when a
   * longer text may be another subscriber's number.
   */
  private static Optional<String> digits(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder();
    boolean plus = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c)) {
        digits.append(Character.digit(c, 10));
      } else if ((c == '+' || c == '\uff0b') && !plus && digits.isEmpty()) {
        plus = true;
      } else if (!isSeparator(c)
          || (isDash(c) && !plus && digits.isEmpty())
          || (c == '/' && international(digits).flatMap(PhoneNumbers::known).isPresent())) {
        return Optional.empty(); // +49 151 1234567 / 8 are two numbers, or one and an extension
      }
    }
    return international(digits);
  }

  private static Optional<String> international(CharSequence digits) {
    String text = digits.toString();
    return Optional.of(text.startsWith("00") ? text.substring(2) : text)
        .filter(DIGITS.asMatchPredicate());
  }

  private static boolean isDash(char c) {
    return Character.getType(c) == Character.DASH_PUNCTUATION || c == '\u2212';
  }

  /**
   * Whether a character may separate digits. Besides the usual ones, these are the invisible marks
   * that come along when a number is copied.
   */
  private static boolean isSeparator(char c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.FORMAT -> true;
      default -> isDash(c) || Character.isWhitespace(c) || ".()[]/\u00b7".indexOf(c) >= 0;
    };
  }

  /** The number for digits that can be one. */
  private static Optional<PhoneNumber> known(String digits) {
    return NationalPlans.find(digits).or(() -> possible(digits));
  }

  private static Optional<PhoneNumber> possible(String digits) {
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    Phonenumber.PhoneNumber parsed;
    try {
      parsed = library.parse("+" + digits, null);
    } catch (NumberParseException e) {
      return Optional.empty(); // no country has it
    }
    if (!library.isPossibleNumber(parsed)) {
      return Optional.empty();
    }
    // Without digits that are only dialled inside the country: the zero of +33 (0)6, the 15 of
    // +54 11 15.
    String international = library.format(parsed, PhoneNumberFormat.E164).substring(1);
    if (international.equals(digits) || !library.isValidNumber(parsed)) {
      return Optional.of(PhoneNumber.of(digits));
    }
    return Optional.of(
        NationalPlans.find(international).orElseGet(() -> PhoneNumber.of(international)));
  }
}
