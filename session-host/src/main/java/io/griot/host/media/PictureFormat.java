package io.griot.host.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The format of a picture, detected from its first bytes. Only formats that browsers read are
 * known.
 */
enum PictureFormat {
  WEBP,
  GIF,
  /** JPEG, PNG, BMP or AVIF. */
  OTHER_KNOWN,
  UNKNOWN;

  private static final int HEAD_BYTES = 12;

  /** Reads the first bytes of a file. */
  static PictureFormat of(Path file) throws IOException {
    String head;
    try (InputStream bytes = Files.newInputStream(file)) {
      head = new String(bytes.readNBytes(HEAD_BYTES), ISO_8859_1);
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (head.startsWith("GIF8")) {
      return GIF;
    }
    boolean isKnown =
        head.startsWith("\u00ff\u00d8\u00ff")
            || head.startsWith("\u0089PNG")
            || head.startsWith("BM")
            || head.startsWith("ftypavif", 4)
            || head.startsWith("ftypavis", 4);
    return isKnown ? OTHER_KNOWN : UNKNOWN;
  }
}
