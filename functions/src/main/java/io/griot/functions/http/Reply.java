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
 * An HTTP answer. Answers to customers must not be cached, because they are private and change.
 *
 * @param body must not be changed
 * @param text whether the body is UTF-8 text; other bodies are encoded in base64
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read once
public record Reply(int status, Map<String, String> headers, byte[] body, boolean text) {

  /** The largest answer, in bytes of the Lambda's own JSON: 6 MB, less the JSON around the body. */
  public static final int MAX_PAYLOAD_BYTES = 5_990_000;

  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply json(int status, ObjectNode body) {
    return json(status, body.toString());
  }

  /**
   * An answer of JSON text.
   *
   * @param body the text of a JSON object
   */
  public static Reply json(int status, String body) {
    return of(status, "application/json; charset=utf-8", body.getBytes(UTF_8), true);
  }

  /** An answer of another text type. */
  public static Reply text(String type, String body) {
    return of(200, type, body.getBytes(UTF_8), true).with("X-Content-Type-Options", "nosniff");
  }

  public static Reply png(byte[] picture) {
    return of(200, "image/png", picture, false);
  }

  /** A file with its declared type, which browsers must not guess. */
  public static Reply file(AnswerFile file, byte[] bytes) {
    Reply reply = of(200, file.mimetype(), bytes, false).with("X-Content-Type-Options", "nosniff");
    return file.disposition().map(value -> reply.with("Content-Disposition", value)).orElse(reply);
  }

  /**
   * A file that is the same for everybody until the next release, so it may be cached for an hour.
   */
  public static Reply asset(String type, byte[] body) {
    return of(200, type, body, true)
        .with("Cache-Control", "public, max-age=3600")
        .with("X-Content-Type-Options", "nosniff");
  }

  /** A compressed copy, if the caller accepts one. */
  public Reply compressedFor(Request request) {
    Reply varying = with("Vary", "Accept-Encoding, Accept-Language");
    if (!request.header("accept-encoding").orElse("").contains("gzip")) {
      return varying;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen in memory
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

  /** A copy with an additional field, for an answer that is a JSON object. */
  public Reply withField(String name, JsonNode value) {
    ObjectNode more = Json.readObject(new String(body, UTF_8));
    more.set(name, value);
    return new Reply(status, headers, more.toString().getBytes(UTF_8), text);
  }

  /** The answer to a {@code HEAD}: the headers of the {@code GET}'s answer. */
  public Reply withoutBody() {
    Reply reply = with("Content-Length", Integer.toString(body.length));
    return new Reply(status, reply.headers, new byte[0], true);
  }

  /** Whether API Gateway accepts an answer of this many binary bytes. */
  public static boolean fitsAsBytes(long bytes) {
    return (bytes + 2) / 3 * 4 <= MAX_PAYLOAD_BYTES;
  }

  /**
   * Whether API Gateway accepts the answer: in the Lambda's JSON, each quote costs another byte.
   */
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

  /** The answer in API Gateway's payload format 2.0. */
  public APIGatewayV2HTTPResponse toEvent() {
    APIGatewayV2HTTPResponse event = new APIGatewayV2HTTPResponse();
    event.setStatusCode(status);
    event.setHeaders(headers);
    event.setIsBase64Encoded(!text);
    event.setBody(text ? new String(body, UTF_8) : Base64.getEncoder().encodeToString(body));
    return event;
  }
}
