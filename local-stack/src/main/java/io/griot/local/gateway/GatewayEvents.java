package io.griot.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Converts HTTP requests to events of API Gateway's payload format 2.0. */
final class GatewayEvents {
  private static final String ENCODED_SLASH = "%2F";

  private GatewayEvents() {}

  static APIGatewayV2HTTPEvent of(Request request, byte[] body, String requestId) {
    String path = path(request);
    String query = request.getHttpURI().getQuery();
    boolean text = isText(request, body);
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey("$default")
        .withRawPath(path)
        .withRawQueryString(query == null ? "" : query)
        .withHeaders(headers(request))
        .withQueryStringParameters(query(request))
        .withRequestContext(context(request, path, requestId))
        .withBody(
            body.length == 0
                ? null
                : text ? new String(body, UTF_8) : Base64.getEncoder().encodeToString(body))
        .withIsBase64Encoded(body.length > 0 && !text)
        .build();
  }

  private static RequestContext context(Request request, String path, String requestId) {
    String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    return RequestContext.builder()
        .withRequestId(requestId)
        .withStage("$default")
        .withRouteKey("$default")
        .withTimeEpoch(Request.getTimeStamp(request))
        .withHttp(
            RequestContext.Http.builder()
                .withMethod(request.getMethod())
                .withPath(path)
                .withProtocol(request.getConnectionMetaData().getHttpVersion().asString())
                .withSourceIp(Request.getRemoteAddr(request))
                .withUserAgent(agent == null ? "" : agent)
                .build())
        .build();
  }

  /** Headers with lower-case names; several values of a name are joined by commas. */
  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(field.getLowerCaseName(), value, (first, next) -> first + "," + next);
    }
    return headers;
  }

  private static Map<String, String> query(Request request) {
    return Request.extractQueryParameters(request).stream()
        .collect(
            Collectors.toMap(
                field -> field.getName(), field -> String.join(",", field.getValues())));
  }

  /**
   * The path, percent-decoded once. {@code ;} and dots stay, so that no path has two spellings. An
   * encoded slash stays encoded; API Gateway decodes it, and passes the parameters in {@code
   * pathParameters}.
   */
  private static String path(Request request) {
    String raw = request.getHttpURI().getPath();
    if (raw == null || raw.isEmpty()) {
      return "/";
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' && !raw.regionMatches(true, i, ENCODED_SLASH, 0, ENCODED_SLASH.length())) {
        decoded.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else {
        decoded.writeBytes(String.valueOf(c).getBytes(UTF_8));
      }
    }
    return decoded.toString(UTF_8);
  }

  /**
   * Whether API Gateway passes the body as text; other bodies are encoded in base64. Its treatment
   * of other charsets is not documented; here such text stays unchanged.
   */
  private static boolean isText(Request request, byte[] body) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return request.getHeaders().get(HttpHeader.CONTENT_ENCODING) == null
        && type != null
        && type.matches("(?i)(text/.*|application/(json|javascript|xml)\\b.*)")
        && !type.matches("(?i).*charset\\s*=\\s*\"?(?!utf-?8\\b).*")
        && isUtf8(body);
  }

  private static boolean isUtf8(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
