package io.griot.local.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.griot.contract.FailureCode;
import io.griot.contract.net.Cors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalGatewayIT {
  private static final GatewayLimits SMALL = new GatewayLimits(100, 120, Duration.ofMinutes(1));
  private static final GatewayLimits HASTY = new GatewayLimits(100, 120, Duration.ofMillis(300));

  private final AtomicReference<APIGatewayV2HTTPEvent> seen = new AtomicReference<>();

  @Test
  void describesRequestsAsApiGatewayDoes() throws Exception {
    try (LocalGateway gateway = gateway(answering("{}", false));
        HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(gateway.address().resolve("/a%20b/c?x=1&x=2"))
              .header("Content-Type", "application/json")
              .header("X-Twice", "1")
              .header("X-Twice", "2")
              .POST(BodyPublishers.ofString("{\"é\":1}"))
              .build(),
          BodyHandlers.ofString());
    }
    APIGatewayV2HTTPEvent event = seen.get();
    assertThat(event.getRawPath()).isEqualTo("/a b/c");
    assertThat(event.getRawQueryString()).isEqualTo("x=1&x=2");
    assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("x", "1,2"));
    assertThat(event.getHeaders()).containsEntry("x-twice", "1,2");
    assertThat(event.getRequestContext().getHttp().getMethod()).isEqualTo("POST");
    assertThat(event.getBody()).isEqualTo("{\"é\":1}");
    assertThat(event.getIsBase64Encoded()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/session/status/a;x, /session/status/a;x",
    "/session/status/a%3Bx, /session/status/a;x",
    "/session/status/a%2Fb, /session/status/a%2Fb",
    "/session/status/a%2fb, /session/status/a%2fb",
    "/session/status/a%252Fb, /session/status/a%2Fb",
    "/session/status/a/., /session/status/a/.",
    "/session/status/b/../a, /session/status/b/../a",
    "/session/status/a%2e, /session/status/a.",
    "//session/status/a, //session/status/a",
    "/session/status//a, /session/status//a",
    "/session/status/%C3%A9+%2B, /session/status/é++",
  })
  void handsThePathOverAsItIsButDecoded(String path, String handed) throws Exception {
    try (LocalGateway gateway = gateway(answering("{}", false))) {
      assertThat(raw(gateway, "GET " + path + " HTTP/1.1")).startsWith("HTTP/1.1 200");
    }
    assertThat(seen.get().getRawPath()).isEqualTo(handed);
  }

  @Test
  void passesATextInAnotherCharsetAsItCame() throws Exception {
    byte[] latin = "{\"é\":1}".getBytes(ISO_8859_1);
    try (LocalGateway gateway = gateway(answering("{}", false));
        HttpClient http = HttpClient.newHttpClient()) {
      for (String type : List.of("application/json; charset=iso-8859-1", "application/json")) {
        http.send(
            HttpRequest.newBuilder(gateway.address())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(latin))
                .build(),
            BodyHandlers.discarding());
        assertThat(seen.get().getIsBase64Encoded()).isTrue();
        assertThat(Base64.getDecoder().decode(seen.get().getBody())).isEqualTo(latin);
      }
    }
  }

  @Test
  void answersAPreflightByItself() throws Exception {
    try (LocalGateway gateway = gateway(answering("{}", false))) {
      String answer =
          raw(
              gateway,
              "OPTIONS /client/sendMessage/main HTTP/1.1",
              "Origin: https://shop.example",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: x-api-key,content-type");
      assertThat(answer)
          .startsWith("HTTP/1.1 204")
          .contains("Access-Control-Allow-Origin: *\r\n")
          .contains("Access-Control-Allow-Methods: DELETE,GET,HEAD,POST,PUT\r\n")
          .containsPattern("Access-Control-Allow-Headers: .*x-api-key.*\r\n")
          .doesNotContainIgnoringCase("credentials");
    }
    assertThat(seen.get()).isNull();
  }

  @Test
  void letsPagesReadItsOwnRefusals() throws Exception {
    try (LocalGateway gateway = gateway(answering("x".repeat(121), false))) {
      String large = "Content-Length: 101\r\n\r\n" + "x".repeat(101);
      for (String answer :
          List.of(
              raw(gateway, "POST / HTTP/1.1", "Origin: https://shop.example", large),
              raw(gateway, "GET / HTTP/1.1", "Origin: https://shop.example"),
              raw(gateway, "GET /a%u0041 HTTP/1.1", "Origin: https://shop.example"),
              raw(gateway, "GET /%00 HTTP/1.1", "Origin: https://shop.example"))) {
        assertThat(answer)
            .doesNotStartWith("HTTP/1.1 2")
            .containsOnlyOnce("Access-Control-Allow-Origin: *\r\n")
            .containsPattern("Access-Control-Expose-Headers: .*retry-after.*\r\n");
      }
    }
  }

  @Test
  void answersOnlyThePagesThatAreAllowed() throws Exception {
    Cors shop = Cors.parse("https://shop.example");
    try (LocalGateway gateway = new LocalGateway(answering("{}", false), 0, shop, SMALL)) {
      assertThat(raw(gateway, "GET / HTTP/1.1", "Origin: https://shop.example"))
          .contains("Access-Control-Allow-Origin: https://shop.example\r\n");
      assertThat(raw(gateway, "GET / HTTP/1.1", "Origin: https://other.example"))
          .startsWith("HTTP/1.1 200")
          .doesNotContain("Access-Control");
    }
  }

  @Test
  void leavesItToTheHandlerWhereNobodyIsAllowed() throws Exception {
    try (LocalGateway gateway = new LocalGateway(answering("{}", false), 0, Cors.OFF, SMALL)) {
      assertThat(raw(gateway, "OPTIONS / HTTP/1.1", "Origin: https://shop.example"))
          .startsWith("HTTP/1.1 200")
          .doesNotContain("Access-Control");
    }
    assertThat(seen.get().getRequestContext().getHttp().getMethod()).isEqualTo("OPTIONS");
  }

  @Test
  void answersAHeadWithTheHandlersLengthAndNoBody() throws Exception {
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> head =
        (event, context) ->
            APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withHeaders(Map.of("Content-Length", "33"))
                .withBody("")
                .build();
    try (LocalGateway gateway = gateway(head)) {
      assertThat(raw(gateway, "HEAD /ping HTTP/1.1"))
          .startsWith("HTTP/1.1 200")
          .contains("Content-Length: 33\r\n")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void passesOtherTypesAsBase64BothWays() throws Exception {
    String picture = Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P'});
    try (LocalGateway gateway = gateway(answering(picture, true));
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(gateway.address())
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("a=b"))
                  .build(),
              BodyHandlers.ofByteArray());
      assertThat(answer.body()).containsExactly((byte) 0x89, 'P');
    }
    assertThat(seen.get().getIsBase64Encoded()).isTrue();
    assertThat(seen.get().getBody())
        .isEqualTo(Base64.getEncoder().encodeToString("a=b".getBytes(UTF_8)));
  }

  @Test
  void refusesWhatIsTooLargeAndNeverInvokes() throws Exception {
    try (LocalGateway gateway = gateway(answering("{}", false))) {
      assertAnswer(post(gateway, "x".repeat(101)), 413, FailureCode.BODY_TOO_LARGE.text());
      assertAnswer(post(gateway, "\"".repeat(70)), 413, FailureCode.BODY_TOO_LARGE.text());
    }
    assertThat(seen.get()).isNull();
  }

  @Test
  void failsOnAnAnswerThatLambdaCouldNotGive() throws Exception {
    try (LocalGateway gateway = gateway(answering("x".repeat(121), false))) {
      assertAnswer(post(gateway, "{}"), 500, "Internal Server Error");
    }
  }

  @Test
  void givesUpOnAHandlerThatTakesTooLong() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> hangs =
        (event, context) -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return APIGatewayV2HTTPResponse.builder().withStatusCode(200).build();
        };
    try (LocalGateway gateway = new LocalGateway(hangs, 0, Cors.ANY, HASTY)) {
      assertAnswer(post(gateway, "{}"), 503, "Service Unavailable");
    }
  }

  @Test
  void hidesWhatAHandlerThrows() throws Exception {
    try (LocalGateway gateway =
        gateway((event, context) -> {
          throw new IllegalStateException("secret");
        })) {
      assertAnswer(post(gateway, "{}"), 500, "Internal Server Error");
    }
  }

  @Test
  void answersWhatIsNoHttpInJson() throws Exception {
    try (LocalGateway gateway = gateway(answering("{}", false));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a b\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400")
          .endsWith("{\"success\":false,\"error\":\"bad_request\"}");
    }
  }

  @Test
  void saysWhenItClosesTheConnection() throws Exception {
    try (LocalGateway gateway = gateway(answering("{}", false));
        HttpClient http = HttpClient.newHttpClient()) {
      URI noPath = gateway.address().resolve("/a%00b");
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(noPath).build(), BodyHandlers.ofString());
      assertAnswer(answer, 400, "bad_request");
      assertThat(answer.headers().allValues("connection")).containsExactly("close");
    }
  }

  private LocalGateway gateway(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> lambda) {
    return new LocalGateway(lambda, 0, Cors.ANY, SMALL);
  }

  private RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> answering(
      String body, boolean base64) {
    return (event, context) -> {
      seen.set(event);
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(200)
          .withHeaders(Map.of("Content-Type", "application/json"))
          .withBody(body)
          .withIsBase64Encoded(base64)
          .build();
    };
  }

  /**
   * Sends a request with an unmodified head, because HTTP clients normalise paths.
   *
   * @return the answer
   */
  private static String raw(LocalGateway gateway, String... lines) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
      socket.setSoTimeout(60_000);
      List<String> request = new ArrayList<>(List.of(lines));
      request.addAll(1, List.of("Host: localhost", "Connection: close"));
      String text = String.join("\r\n", request) + "\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static HttpResponse<String> post(LocalGateway gateway, String body)
      throws IOException, InterruptedException {
    URI address = gateway.address();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(address)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String error)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .contains("\"success\":false")
        .contains("\"error\":\"%s\"".formatted(error));
  }
}
