package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.FailureCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request's body as a text, in the charset of its {@code Content-Type}: UTF-8, which is the
 * default, UTF-16 or ISO-8859-1. As in browsers, ISO-8859-1 and windows-1252 are treated as the
 * same, because programs that declare the one send the other.
 *
 * @param charset the charset of the bytes, also of those that a form percent-encodes
 */
record BodyText(String text, Charset charset) {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Pattern NAMED =
      Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\\s\"';,]*)", Pattern.CASE_INSENSITIVE);

  /** The replacement character, which API Gateway writes for bytes that it could not read. */
  private static final char UNREADABLE = '\ufffd';

  /**
   * Reads the body, and decompresses it if needed.
   *
   * @throws ApiFailure 415 for an unsupported charset or compression, 400 for bytes that are
   *     invalid in the charset, 413 for a body that is too large after decompression
   */
  static BodyText of(Request request) {
    byte[] body = request.body();
    if (body.length == 0) {
      return new BodyText("", UTF_8);
    }
    Optional<String> name = named(request);
    if (request.text()) {
      return readAlready(new String(body, UTF_8), name);
    }
    byte[] bytes =
        ContentEncodings.decode(
            body, request.header("content-encoding").orElse(""), Request.MAX_BODY_BYTES);
    Charset charset = name.map(said -> charset(said, bytes)).orElseGet(() -> unnamed(bytes));
    String text = decode(bytes, charset);
    return new BodyText(text.startsWith("\ufeff") ? text.substring(1) : text, charset);
  }

  /**
   * A body that API Gateway has already read. A replacement character is refused, because the bytes
   * are lost and the text would be sent damaged.
   */
  private static BodyText readAlready(String text, Optional<String> name) {
    boolean utf8 = name.map(said -> charset(said, new byte[0])).orElse(UTF_8).equals(UTF_8);
    if (!utf8 && text.indexOf(UNREADABLE) >= 0) {
      throw malformed("the body did not arrive whole in its charset; send UTF-8");
    }
    return new BodyText(text.startsWith("\ufeff") ? text.substring(1) : text, UTF_8);
  }

  private static Optional<String> named(Request request) {
    Matcher matcher = NAMED.matcher(request.header("content-type").orElse(""));
    return matcher.find()
        ? Optional.of(matcher.group(1)).filter(said -> !said.isEmpty())
        : Optional.empty();
  }

  private static Charset charset(String name, byte[] bytes) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "utf-8", "utf8", "us-ascii", "ascii" -> UTF_8;
      case "utf-16", "utf16" -> utf16(bytes).orElse(UTF_16BE); // as RFC 2781 says
      case "utf-16le" -> marked(bytes).orElse(UTF_16LE);
      case "utf-16be" -> marked(bytes).orElse(UTF_16BE);
      case "iso-8859-1",
          "iso8859-1",
          "iso88591",
          "iso_8859-1",
          "iso_8859-1:1987",
          "iso-ir-100",
          "latin1",
          "csisolatin1",
          "iso8859_1",
          "iso_8859_1",
          "latin-1",
          "l1",
          "cp819",
          "ibm819",
          "windows-1252",
          "cp1252",
          "x-cp1252" ->
          WINDOWS_1252;
      default ->
          throw new ApiFailure(
              FailureCode.UNSUPPORTED_MEDIA_TYPE,
              FailureCode.UNSUPPORTED_MEDIA_TYPE.text()
                  + ": the charset must be UTF-8, UTF-16 or ISO-8859-1");
    };
  }

  /**
   * The charset of a body that names none. JSON is UTF-8 (RFC 8259), but some programs write UTF-16
   * without declaring it.
   */
  private static Charset unnamed(byte[] bytes) {
    return utf16(bytes).orElse(UTF_8);
  }

  /** Detects UTF-16 by its byte order mark, or by a first character that is ASCII, as in JSON. */
  private static Optional<Charset> utf16(byte[] bytes) {
    Optional<Charset> marked = marked(bytes);
    if (marked.isPresent() || bytes.length < 2) {
      return marked;
    }
    if (bytes[0] == 0 && bytes[1] > 0) {
      return Optional.of(UTF_16BE);
    }
    return bytes[0] > 0 && bytes[1] == 0 ? Optional.of(UTF_16LE) : Optional.empty();
  }

  private static Optional<Charset> marked(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return switch (first) {
      case 0xfeff -> Optional.of(UTF_16BE);
      case 0xfffe -> Optional.of(UTF_16LE);
      default -> Optional.empty();
    };
  }

  /**
   * Decodes bytes.
   *
   * @throws ApiFailure 400 when they are invalid in the charset
   */
  static String decode(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      if (charset.equals(WINDOWS_1252)) {
        return new String(
            bytes, ISO_8859_1); // five bytes are control characters only in ISO-8859-1
      }
      throw malformed(
          "the body is not in " + charset.name() + "; name its charset in Content-Type");
    }
  }

  private static ApiFailure malformed(String reason) {
    return new ApiFailure(
        FailureCode.MALFORMED_JSON, FailureCode.MALFORMED_JSON.text() + ": " + reason);
  }
}
