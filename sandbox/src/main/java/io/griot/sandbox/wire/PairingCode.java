package io.griot.sandbox.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of a page's QR code: {@code ref,key,key,secret} and, from newer pages, the platform. The
 * address before a {@code #}, which WhatsApp adds for camera apps, is ignored.
 */
final class PairingCode {
  private static final String HMAC = "HmacSHA256";

  private final String ref;
  private final byte[] secret;

  private PairingCode(String ref, byte[] secret) {
    this.ref = ref;
    this.secret = secret;
  }

  /**
   * Reads the QR code's text.
   *
   * @throws Refusal {@code NOT_A_PAIRING_CODE}
   */
  static PairingCode parse(String text) {
    String code = text.strip();
    String[] parts = code.substring(code.indexOf('#') + 1).split(",", 6);
    if (parts.length != 4 && parts.length != 5) {
      throw new Refusal(Reason.NOT_A_PAIRING_CODE);
    }
    byte[] secret = decode(parts[3]);
    if (secret.length == 0) {
      throw new Refusal(Reason.NOT_A_PAIRING_CODE);
    }
    return new PairingCode(parts[0], secret);
  }

  /** Decodes base64; empty for malformed text, because no page makes an empty secret. */
  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The reference that the server gave the page. */
  String ref() {
    return ref;
  }

  /**
   * The proof to the page that the phone has read its QR code: HMAC-SHA256 of the device's id,
   * base64.
   */
  String proof(String deviceId) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return Base64.getEncoder().encodeToString(mac.doFinal(deviceId.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
