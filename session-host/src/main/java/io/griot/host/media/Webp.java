package io.griot.host.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A WebP file's container. The picture itself is not decoded.
 *
 * @param width in pixels
 * @param animated whether it has several frames
 */
record Webp(int width, int height, boolean animated, boolean transparent, List<Chunk> chunks) {
  private static final int HEADER_BYTES = 12;
  private static final int ANIMATION = 0x02;
  private static final int EXIF = 0x08;
  private static final int ALPHA = 0x10;

  Webp {
    chunks = List.copyOf(chunks);
  }

  /** One chunk of the file. The payload must not be changed after construction. */
  @SuppressWarnings("ArrayRecordComponent") // records are never compared
  record Chunk(String name, byte[] payload) {}

  /** Parses a file; empty when it is no WebP. */
  static Optional<Webp> read(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < HEADER_BYTES
        || !name(file, 0).equals("RIFF")
        || !name(file, 8).equals("WEBP")) {
      return Optional.empty();
    }
    List<Chunk> chunks = new ArrayList<>();
    int at = HEADER_BYTES;
    while (at + 8 <= file.length) {
      int size = bytes.getInt(at + 4);
      if (size < 0 || size > file.length - at - 8) {
        return Optional.empty();
      }
      byte[] payload = new byte[size];
      bytes.get(at + 8, payload);
      chunks.add(new Chunk(name(file, at), payload));
      at += 8 + size + (size & 1);
    }
    return chunks.isEmpty() ? Optional.empty() : measured(chunks);
  }

  private static Optional<Webp> measured(List<Chunk> chunks) {
    Chunk first = chunks.getFirst();
    ByteBuffer bytes = ByteBuffer.wrap(first.payload).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < 10) {
      return Optional.empty();
    }
    return switch (first.name) {
      case "VP8X" -> {
        int flags = bytes.get(0);
        int width = 1 + (bytes.getInt(4) & 0xffffff);
        int height = 1 + (bytes.getInt(6) >>> 8);
        boolean isAnimated = (flags & ANIMATION) != 0;
        yield Optional.of(new Webp(width, height, isAnimated, (flags & ALPHA) != 0, chunks));
      }
      case "VP8 " -> {
        int width = bytes.getShort(6) & 0x3fff;
        yield Optional.of(new Webp(width, bytes.getShort(8) & 0x3fff, false, false, chunks));
      }
      case "VP8L" -> {
        int bits = bytes.getInt(1);
        boolean isTransparent = (bits >>> 28 & 1) == 1;
        int height = 1 + (bits >>> 14 & 0x3fff);
        yield Optional.of(new Webp(1 + (bits & 0x3fff), height, false, isTransparent, chunks));
      }
      default -> Optional.empty();
    };
  }

  /** A copy of the file with this EXIF instead of its own. */
  byte[] with(byte[] exif) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, new Chunk("VP8X", extended()));
    for (Chunk chunk : chunks) {
      if (!chunk.name.equals("VP8X") && !chunk.name.equals("EXIF")) {
        write(out, chunk);
      }
    }
    write(out, new Chunk("EXIF", exif));
    byte[] body = out.toByteArray();
    return ByteBuffer.allocate(HEADER_BYTES + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(US_ASCII))
        .putInt(4 + body.length)
        .put("WEBP".getBytes(US_ASCII))
        .put(body)
        .array();
  }

  /** The extended header chunk: flags and size of a file that contains more than a picture. */
  private byte[] extended() {
    Chunk first = chunks.getFirst();
    if (first.name.equals("VP8X")) {
      byte[] payload = first.payload.clone();
      payload[0] |= EXIF;
      return payload;
    }
    return ByteBuffer.allocate(10)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(EXIF | (transparent ? ALPHA : 0))
        .putShort((short) (width - 1))
        .put((byte) 0)
        .putShort((short) (height - 1))
        .put((byte) 0)
        .array();
  }

  private static void write(ByteArrayOutputStream out, Chunk chunk) {
    int size = chunk.payload.length;
    out.writeBytes(
        ByteBuffer.allocate(8 + size + (size & 1))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(chunk.name.getBytes(US_ASCII))
            .putInt(size)
            .put(chunk.payload)
            .array());
  }

  private static String name(byte[] file, int at) {
    return new String(file, at, 4, US_ASCII);
  }
}
