package io.griot.sandbox.world;

import java.util.random.RandomGenerator;

/** Makes codes in the form of WhatsApp's invite links: 22 letters and digits. */
final class InviteCodes {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 22;

  private final RandomGenerator random;

  InviteCodes(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }
}
