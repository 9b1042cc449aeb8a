package io.griot.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The format of API keys: a kind ({@code live_}, {@code test_}, {@code admin_}), an id of 8 letters
 * and digits, a secret of 32 (190 bits), and a checksum of 6: the CRC-32 of everything before it,
 * in base 62. The checksum tells a mistyped key from an unknown one without a look-up, and lets
 * scanners for leaked secrets recognise a key.
 *
 * <p>Older keys are a kind and 32 letters and digits.
 *
 * @param keyId kind and id; lists show it, it is not secret. Empty for an older key
 */
public record ApiKeyForm(KeyKind kind, Optional<String> keyId) {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 8;
  private static final int SECRET_LENGTH = 32;
  private static final int CHECKSUM_LENGTH = 6;
  private static final Pattern FORM =
      Pattern.compile("(live|test|admin)_([0-9A-Za-z]{32}|[0-9A-Za-z]{46})");

  /** Parses a text as a key. Empty when it is not a key or its checksum is wrong. */
  public static Optional<ApiKeyForm> of(String key) {
    Matcher matcher = FORM.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    KeyKind kind = KeyKind.of(matcher.group(1)).orElseThrow();
    if (matcher.group(2).length() == SECRET_LENGTH) {
      return kind == KeyKind.ADMIN
          ? Optional.empty() // an older key without an id
          : Optional.of(new ApiKeyForm(kind, Optional.empty()));
    }
    int end = key.length() - CHECKSUM_LENGTH;
    return key.endsWith(checksum(key.substring(0, end)))
        ? Optional.of(new ApiKeyForm(kind, Optional.of(key.substring(0, idLength(kind)))))
        : Optional.empty();
  }

  /**
   * A new key.
   *
   * @param random must be unpredictable, as {@link java.security.SecureRandom} is
   */
  public static String make(KeyKind kind, RandomGenerator random) {
    String body =
        kind.prefix()
            + random
                .ints(ID_LENGTH + SECRET_LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    return body + checksum(body);
  }

  /** The length of a key's id, which is the beginning of the key. */
  public static int idLength(KeyKind kind) {
    return kind.prefix().length() + ID_LENGTH;
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(US_ASCII));
    long rest = crc.getValue();
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
      rest /= ALPHABET.length();
    }
    return digits.reverse().toString();
  }
}
