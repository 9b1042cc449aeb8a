package io.griot.sandbox.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Verifies ECDSA signatures on P-256 with SHA-256, in WebCrypto's form (IEEE P1363). */
final class Signatures {
  private Signatures() {}

  /** Whether a text is an EC public key, SPKI in base64. */
  static boolean isPublicKey(String spki) {
    try {
      return publicKey(spki).getAlgorithm().equals("EC");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether the key's owner signed the text (its UTF-8 bytes); false also for malformed base64. */
  static boolean verify(String spki, String text, String signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(publicKey(spki));
      verifier.update(text.getBytes(UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static PublicKey publicKey(String spki) throws GeneralSecurityException {
    byte[] bytes = Base64.getDecoder().decode(spki);
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes));
  }
}
