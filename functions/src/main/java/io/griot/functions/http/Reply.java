package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AnswerFile;
import io.griot.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * One HTTP answer. Answers to customers may not be cached: they are private and change.
 *
 * @param body must not be changed
 * @param text whether the body is UTF-8 text; other bodies travel as base64
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read once
public record Reply(int status, Map<String, String> headers, byte[] body, boolean text) {

  /**
   * The largest answer, in bytes of the Lambda's own JSON: 6 MB, less what surrounds the body
   * there.
   */
  public static final int MAX_PAYLOAD_BYTES = 5_990_000;

  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply json(int status, ObjectNode body) {
    return json(status, body.toString());
  }

  /**
   * With JSON that is text already.
   *
   * @param body the text of a JSON object
   */
  public static Reply json(int status, String body) {
    return of(status, "application/json; charset=utf-8", body.getBytes(UTF_8), true);
  }

  /** Another kind of text. */
  public static Reply text(String type, String body) {
    return of(200, type, body.getBytes(UTF_8), true).with("X-Content-Type-Options", "nosniff");
  }

  public static Reply png(byte[] picture) {
    return of(200, "image/png", picture, false);
  }

  /** A file as it is, and as it says: browsers may not guess. */
  public static Reply file(AnswerFile file, byte[] bytes) {
    Reply reply = of(200, file.mimetype(), bytes, false).with("X-Content-Type-Options", "nosniff");
    return file.disposition().map(value -> reply.with("Content-Disposition", value)).orElse(reply);
  }

  /**
   * An answer that is the same for everybody until the next release: it may be kept for an hour.
   */
  public static Reply asset(String type, byte[] body) {
    return of(200, type, body, true)
        .with("Cache-Control", "public, max-age=3600")
        .with("X-Content-Type-Options", "nosniff");
  }

  /** The same answer compressed, when the caller can read that. */
  public Reply compressedFor(Request request) {
    Reply varying = with("Vary", "Accept-Encoding, Accept-Language");
    if (!request.header("accept-encoding").orElse("").contains("gzip")) {
      return varying;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory: cannot be
    }
    return new Reply(status, varying.headers, compressed.toByteArray(), false)
        .with("Content-Encoding", "gzip");
  }

  private static Reply of(int status, String type, byte[] body, boolean text) {
    return new Reply(status, Map.of("Content-Type", type, "Cache-Control", "no-store"), body, text);
  }

  public Reply with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, text);
  }

  /** The same answer with one more field; for an answer that is a JSON object. */
  public Reply withField(String name, JsonNode value) {
    ObjectNode more = Json.readObject(new String(body, UTF_8));
    more.set(name, value);
    return new Reply(status, headers, more.toString().getBytes(UTF_8), text);
  }

  /** The same answer to a {@code HEAD}: the headers say what a {@code GET} would have brought. */
  public Reply withoutBody() {
    Reply reply = with("Content-Length", Integer.toString(body.length));
    return new Reply(status, reply.headers, new byte[0], true);
  }

  /** Whether API Gateway can be given so many bytes that are no text. */
  public static boolean fitsAsBytes(long bytes) {
    return (bytes + 2) / 3 * 4 <= MAX_PAYLOAD_BYTES;
  }

  /** Whether API Gateway can be given it: in the Lambda's JSON, quotes cost a byte more. */
  public boolean fits() {
    if (!text) {
      return fitsAsBytes(body.length);
    }
    long bytes = body.length;
    for (byte b : body) {
      if (b == '"' || b == '\\') {
        bytes++;
      }
    }
    return bytes <= MAX_PAYLOAD_BYTES;
  }

  /** As API Gateway's payload format 2.0 wants it. */
  public APIGatewayV2HTTPResponse toEvent() {
    APIGatewayV2HTTPResponse event = new APIGatewayV2HTTPResponse();
    event.setStatusCode(status);
    event.setHeaders(headers);
    event.setIsBase64Encoded(!text);
    event.setBody(text ? new String(body, UTF_8) : Base64.getEncoder().encodeToString(body));
    return event;
  }
}
