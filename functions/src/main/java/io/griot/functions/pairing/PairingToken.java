package io.griot.functions.pairing;

import io.griot.contract.PairingLinkItem;
import io.griot.contract.SessionId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a pairing link has in its path: the session's id, which says nothing to who does not know
 * customer and name, and a secret of 130 random bits. All of it is lower-case base32, so that it
 * survives being read out or written by hand.
 */
public record PairingToken(SessionId session, String secret) {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int PART = 26;
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{52}");

  /**
   * A new one.
   *
   * @param random must be unpredictable
   */
  public static PairingToken make(SessionId session, RandomGenerator random) {
    StringBuilder secret = new StringBuilder(PART);
    for (int i = 0; i < PART; i++) {
      secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new PairingToken(session, secret.toString());
  }

  /** Empty for a text that cannot be one. */
  public static Optional<PairingToken> of(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(
            new PairingToken(new SessionId(text.substring(0, PART)), text.substring(PART)))
        : Optional.empty();
  }

  /** As in the link. */
  public String text() {
    return session.value() + secret;
  }

  String hash() {
    return PairingLinkItem.hashOf(text());
  }

  /** Without the secret, for whatever writes it down. */
  @Override
  public String toString() {
    return "PairingToken[" + session + "]";
  }
}
