package io.griot.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in the two encodings that Griot's ids use. */
final class Digests {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int ID_LENGTH = 26;

  private Digests() {}

  /** SHA-256 of the text's UTF-8 bytes: 64 upper-case hexadecimal digits. */
  static String hex(String text) {
    return HexFormat.of().withUpperCase().formatHex(sha256(text));
  }

  /** The first 130 bits of the text's SHA-256, in lower-case base32 (RFC 4648): 26 characters. */
  static String base32(String text) {
    return base32(sha256(text));
  }

  /** The first 130 bits of the bytes in base32, padded with zeros: 26 characters. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      int bit = i * 5;
      int pair = (at(bytes, bit / 8) << 8) | at(bytes, bit / 8 + 1);
      text.append(ALPHABET.charAt((pair >> (11 - bit % 8)) & 31));
    }
    return text.toString();
  }

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xff : 0;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
