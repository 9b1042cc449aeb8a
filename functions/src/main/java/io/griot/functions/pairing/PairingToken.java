package io.griot.functions.pairing;

import io.griot.contract.PairingLinkItem;
import io.griot.contract.SessionId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The token in a pairing link's path: the session's id, which reveals neither customer nor name,
 * and a secret of 130 random bits. It is lower-case base32, so that it can be read out or written
 * by hand.
 */
public record PairingToken(SessionId session, String secret) {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int PART = 26;
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{52}");

  /**
   * Makes a new token.
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

  /** Reads a token; empty for a text that cannot be one. */
  public static Optional<PairingToken> of(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(
            new PairingToken(new SessionId(text.substring(0, PART)), text.substring(PART)))
        : Optional.empty();
  }

  /** The token as in the link. */
  public String text() {
    return session.value() + secret;
  }

  String hash() {
    return PairingLinkItem.hashOf(text());
  }

  /** A text without the secret, safe for logs. */
  @Override
  public String toString() {
    return "PairingToken[" + session + "]";
  }
}
