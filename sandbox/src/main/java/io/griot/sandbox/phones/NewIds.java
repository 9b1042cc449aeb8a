package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Platform;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes message ids as the phones' apps do. As thread-safe as its random source. */
final class NewIds {
  private static final int ANDROID_BYTES = 15;
  private static final int IPHONE_BYTES = 9;

  private final RandomGenerator random;

  NewIds(RandomGenerator random) {
    this.random = random;
  }

  /** An id: {@code AC} and 30 digits from Android, {@code 3A} and 18 from an iPhone. */
  String next(Platform platform) {
    return switch (platform) {
      case ANDROID, SMBA -> "AC" + hex(ANDROID_BYTES);
      case IPHONE, SMBI -> "3A" + hex(IPHONE_BYTES);
    };
  }

  private String hex(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
