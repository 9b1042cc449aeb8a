package io.griot.functions.http;

import io.griot.contract.FailureCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** Decompresses request bodies (RFC 9110, 8.4): gzip, deflate, br, and several in a row. */
final class ContentEncodings {
  /** The maximum number of encodings, because each costs time. */
  private static final int MAX_IN_A_ROW = 3;

  private ContentEncodings() {}

  /**
   * Decompresses a body. It stops at the limit, however small the compressed body is.
   *
   * @param header the value of {@code Content-Encoding}, in the order of application
   * @throws ApiFailure 415 for another encoding, 400 for a malformed body, 413 for one larger than
   *     the limit
   */
  static byte[] decode(byte[] body, String header, int maxBytes) {
    List<String> applied =
        Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty() && !name.equals("identity"))
            .toList();
    if (applied.isEmpty() || body.length == 0) {
      return body;
    }
    if (applied.size() > MAX_IN_A_ROW) {
      throw unsupported("at most %d encodings in a row".formatted(MAX_IN_A_ROW));
    }
    byte[] decoded = body;
    for (String name : applied.reversed()) {
      decoded = undo(decoded, name, maxBytes);
    }
    return decoded;
  }

  private static byte[] undo(byte[] body, String name, int maxBytes) {
    try (InputStream in = open(name, new ByteArrayInputStream(body))) {
      byte[] decoded = in.readNBytes(maxBytes + 1);
      if (decoded.length > maxBytes) {
        throw new ApiFailure(FailureCode.BODY_TOO_LARGE);
      }
      return decoded;
    } catch (IOException e) {
      throw new ApiFailure(
          FailureCode.MALFORMED_JSON,
          FailureCode.MALFORMED_JSON.text() + ": the body is not compressed by " + name);
    }
  }

  private static InputStream open(String name, InputStream in) throws IOException {
    return switch (name) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      case "deflate" -> inflater(in);
      case "br" -> new BrotliInputStream(in);
      default -> throw unsupported("Content-Encoding must be gzip, deflate or br");
    };
  }

  /**
   * A decompressor of deflate, with or without zlib's two header bytes, which some clients omit.
   */
  private static InputStream inflater(InputStream in) throws IOException {
    PushbackInputStream first = new PushbackInputStream(in, 2);
    byte[] start = first.readNBytes(2);
    first.unread(start);
    boolean zlib =
        start.length == 2
            && (start[0] & 0x0f) == 8
            && ((start[0] & 0xff) * 256 + (start[1] & 0xff)) % 31 == 0;
    Inflater inflater = new Inflater(!zlib);
    return new InflaterInputStream(first, inflater) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end(); // it uses memory outside the JVM's heap
      }
    };
  }

  private static ApiFailure unsupported(String reason) {
    return new ApiFailure(
        FailureCode.UNSUPPORTED_MEDIA_TYPE,
        FailureCode.UNSUPPORTED_MEDIA_TYPE.text() + ": " + reason);
  }
}
