package io.griot.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** HTTP requests as API Gateway's payload format 2.0 describes them. */
final class GatewayEvents {
  private GatewayEvents() {}

  static APIGatewayV2HTTPEvent of(Request request, byte[] body, String requestId) {
    String decoded = request.getHttpURI().getDecodedPath();
    String path = decoded == null ? "/" : decoded;
    String query = request.getHttpURI().getQuery();
    boolean text = isText(request);
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

  /** Lower-case names; several values of one name joined by commas. */
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

  /** The content types that API Gateway passes as text; all others travel as base64. */
  private static boolean isText(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return request.getHeaders().get(HttpHeader.CONTENT_ENCODING) == null
        && type != null
        && type.matches("(?i)(text/.*|application/(json|javascript|xml)\\b.*)");
  }
}
