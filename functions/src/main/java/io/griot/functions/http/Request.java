package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request.
 *
 * @param path percent-decoded, without the query
 * @param query as it came, still encoded; empty when there is none
 * @param headers by name; case does not matter
 * @param body empty when there is none; must not be changed
 * @param deadline the time by which the answer must be sent
 * @param parameters the path's parameters by API Gateway's matching; empty if it does not report
 *     them
 * @param text whether API Gateway has decoded the body as text: then it is UTF-8, whatever the
 *     headers say. It does so with uncompressed JSON and texts; any other body is unchanged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read once
public record Request(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    byte[] body,
    Instant deadline,
    Map<String, String> parameters,
    boolean text) {

  /** The largest body, in bytes: the limit of a Lambda's event. */
  public static final int MAX_BODY_BYTES = 6_000_000;

  public Request {
    TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = Collections.unmodifiableMap(copy);
    parameters = Map.copyOf(parameters);
  }

  /** A request with an unmodified body. */
  public Request(
      String method,
      String path,
      String query,
      Map<String, String> headers,
      byte[] body,
      Instant deadline) {
    this(method, path, query, headers, body, deadline, Map.of(), false);
  }

  /**
   * The request in an event of API Gateway's payload format 2.0.
   *
   * @throws ApiFailure when the body is too large or invalid base64
   */
  public static Request of(APIGatewayV2HTTPEvent event, Instant deadline) {
    Map<String, String> headers = event.getHeaders();
    Map<String, String> parameters = event.getPathParameters();
    String path = event.getRawPath();
    return new Request(
        event.getRequestContext().getHttp().getMethod(),
        path == null ? "/" : path,
        event.getRawQueryString() == null ? "" : event.getRawQueryString(),
        headers == null ? Map.of() : headers,
        body(event),
        deadline,
        parameters == null ? Map.of() : parameters,
        !event.getIsBase64Encoded());
  }

  /** A copy with another method. */
  public Request as(String other) {
    return new Request(other, path, query, headers, body, deadline, parameters, text);
  }

  /**
   * Whether API Gateway read the path like this code. It decodes the path before it passes it on:
   * an encoded slash becomes a slash, and the part after an encoded question mark is lost. Its
   * parameters show such a difference.
   */
  public boolean agreesOn(Map<String, String> matched) {
    return parameters.isEmpty() || parameters.equals(matched);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A copy without one of its headers. */
  public Request without(String name) {
    TreeMap<String, String> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    others.putAll(headers);
    others.remove(name);
    return new Request(method, path, query, others, body, deadline, parameters, text);
  }

  /**
   * A decoded parameter of the query. A query without this name is not parsed, so it may be
   * malformed.
   *
   * @throws ApiFailure {@code INVALID_FIELD} when the query is malformed
   */
  public Optional<String> queryParameter(String name) {
    return query.contains(name)
        ? Optional.ofNullable(FormFields.ofQuery(query).get(name)).map(JsonNode::asText)
        : Optional.empty();
  }

  private static byte[] body(APIGatewayV2HTTPEvent event) {
    String text = event.getBody();
    if (text == null) {
      return new byte[0];
    }
    byte[] body = event.getIsBase64Encoded() ? decode(text) : text.getBytes(UTF_8);
    if (body.length > MAX_BODY_BYTES) {
      throw new ApiFailure(FailureCode.BODY_TOO_LARGE);
    }
    return body;
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ApiFailure(FailureCode.MALFORMED_JSON);
    }
  }
}
