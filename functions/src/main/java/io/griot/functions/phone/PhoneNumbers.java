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
 * Reads phone numbers as people and programs write them: {@code +237 6 90 00 00 02}, {@code
 * 00237…}, with dots, dashes and brackets, with {@code @c.us} or {@code @s.whatsapp.net}, or plain
 * digits. Always in international form: which country a national number is of, nobody can know.
 * libphonenumber knows which numbers there are, and which zero is only dialled inside a country. It
 * is loaded at the first number. Thread-safe.
 */
public final class PhoneNumbers {
  /** Longer texts are no number, however they are written. */
  private static final int MAX_LENGTH = 64;

  /** E.164: at most 15 digits. Shorter than 7 is nobody's number anywhere. */
  private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{6,14}");

  /** WhatsApp's ids of phone numbers, of which a device's has its number before the at sign. */
  private static final Pattern ID =
      Pattern.compile("([^@]*?)(?::\\d{1,3})?@(?:c\\.us|s\\.whatsapp\\.net)");

  /** How addresses of other systems begin. */
  private static final Pattern SCHEME = Pattern.compile("^(?:tel|whatsapp):");

  /** A number as a spreadsheet writes it: its last digits are none of a phone's. */
  private static final Pattern DECIMAL = Pattern.compile("\\+?\\d{7,}\\.\\d+");

  private PhoneNumbers() {}

  /** The number that a text is; empty for everything else, such as other ids. */
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
   * Loads the plans and the library, for a process that will be copied as it is then.
   *
   * @return whether it can read a number, which no plan has moved, so that the library must
   */
  public static boolean prime() {
    return read("+237 6 90 00 00 02").isPresent();
  }

  /**
   * The digits of the international form; empty when anything else stands between them, and where
   * more digits might make it the number of somebody else.
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

  /** Beside the usual ones, the invisible marks that come along when a number is copied. */
  private static boolean isSeparator(char c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.FORMAT -> true;
      default -> isDash(c) || Character.isWhitespace(c) || ".()[]/\u00b7".indexOf(c) >= 0;
    };
  }

  /** Of what has the form of a number, that which can be one. */
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
    // Without what is only dialled inside the country: the zero of +33 (0)6, the 15 of +54 11 15.
    String international = library.format(parsed, PhoneNumberFormat.E164).substring(1);
    if (international.equals(digits) || !library.isValidNumber(parsed)) {
      return Optional.of(PhoneNumber.of(digits));
    }
    return Optional.of(
        NationalPlans.find(international).orElseGet(() -> PhoneNumber.of(international)));
  }
}
