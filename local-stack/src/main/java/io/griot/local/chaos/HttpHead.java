package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The first line and the headers of an HTTP/1.1 message, unchanged: a proxy that changes nothing
 * keeps signatures valid.
 */
record HttpHead(String first, List<String> headers) {
  private static final int MAX_BYTES = 65_536;
  private static final String END = "\r\n\r\n";

  HttpHead {
    headers = List.copyOf(headers);
  }

  /**
   * Reads a head.
   *
   * @return empty when the stream ends before one
   */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < END.length()) {
      int next = in.read();
      if (next < 0) {
        if (bytes.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("the head of a message is cut off");
      }
      bytes.write(next);
      if (bytes.size() > MAX_BYTES) {
        throw new IOException("the head of a message is above %d bytes".formatted(MAX_BYTES));
      }
      matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    List<String> lines = bytes.toString(ISO_8859_1).lines().filter(it -> !it.isEmpty()).toList();
    return Optional.of(new HttpHead(lines.getFirst(), lines.subList(1, lines.size())));
  }

  void write(OutputStream out) throws IOException {
    String text = first + "\r\n" + String.join("\r\n", headers) + END;
    out.write(text.getBytes(ISO_8859_1));
  }

  Optional<String> header(String name) {
    return headers.stream()
        .filter(line -> isNamed(line, name))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  HttpHead without(String name) {
    return new HttpHead(first, headers.stream().filter(line -> !isNamed(line, name)).toList());
  }

  private static boolean isNamed(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }

  /** The method of a request. */
  String method() {
    return first.substring(0, first.indexOf(' '));
  }

  /** The status of an answer. */
  int status() {
    return Integer.parseInt(first.split(" ", 3)[1]);
  }

  /** Whether the connection ends after this message. */
  boolean closes() {
    return first.contains("HTTP/1.0")
        || header("connection").filter("close"::equalsIgnoreCase).isPresent();
  }
}
