package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies the bodies of HTTP/1.1 messages as a stream. */
final class HttpBody {
  private static final int PIECE = 16_384;

  private HttpBody() {}

  /** Copies the body after a request's head. */
  static void ofRequest(HttpHead head, InputStream in, OutputStream out) throws IOException {
    if (isChunked(head)) {
      chunks(in, out);
    } else {
      copy(in, out, length(head));
    }
    out.flush();
  }

  /**
   * Copies the body after an answer's head.
   *
   * @return whether another message may follow
   */
  static boolean ofAnswer(HttpHead request, HttpHead head, InputStream in, OutputStream out)
      throws IOException {
    boolean ends = true;
    if (request.method().equals("HEAD") || head.status() == 204 || head.status() == 304) {
      ends = true;
    } else if (isChunked(head)) {
      chunks(in, out);
    } else if (head.header("content-length").isPresent()) {
      copy(in, out, length(head));
    } else {
      in.transferTo(out);
      ends = false;
    }
    out.flush();
    return ends && !head.closes();
  }

  private static boolean isChunked(HttpHead head) {
    return head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  private static long length(HttpHead head) {
    return head.header("content-length").map(Long::parseLong).orElse(0L);
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    byte[] piece = new byte[PIECE];
    for (long left = bytes; left > 0; ) {
      int read = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (read < 0) {
        throw new EOFException("a body is cut off: %d bytes are missing".formatted(left));
      }
      out.write(piece, 0, read);
      left -= read;
    }
  }

  private static void chunks(InputStream in, OutputStream out) throws IOException {
    long size;
    do {
      byte[] line = line(in, out);
      String hex = new String(line, ISO_8859_1).split(";", 2)[0].strip();
      size = Long.parseLong(hex, 16);
      copy(in, out, size);
      if (size > 0) {
        byte[] _ = line(in, out);
      }
    } while (size > 0);
    boolean trailer = true;
    while (trailer) {
      trailer = line(in, out).length > 2;
    }
  }

  /** Copies one line with its end, and returns it. */
  private static byte[] line(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    do {
      next = in.read();
      if (next < 0) {
        throw new EOFException("a chunk is cut off");
      }
      line.write(next);
    } while (next != '\n');
    out.write(line.toByteArray());
    return line.toByteArray();
  }
}
