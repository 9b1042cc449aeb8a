package io.griot.functions.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes signatures in the forms of payment providers. */
public final class Signatures {
  private Signatures() {}

  /** HMAC-SHA256 of a text, in lower-case hexadecimal digits. */
  public static String hmacSha256(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }

  /** SHA-512 of a text, in lower-case hexadecimal digits. */
  public static String sha512(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  /** Compares signatures in constant time, ignoring case. */
  public static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(UTF_8), given.toLowerCase(Locale.ROOT).getBytes(UTF_8));
  }
}
