package io.griot.functions.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.functions.webhooks.Receivers.Answer;
import io.griot.publichttp.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReceiversTest {
  private static final String BODY = "{\"dataType\":\"ready\",\"sessionId\":\"à Douala\"}";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private HttpReceivers receivers;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::take);
    server.start();
    receivers = new HttpReceivers(new Names(), new AddressRules(true));
  }

  @AfterEach
  void stop() {
    receivers.close();
    server.stop(0);
  }

  @Test
  void postsTheBodyWithItsSignatureAndTheReceiversKey() {
    assertThat(receivers.deliver(delivery("receiver.example"))).isEqualTo(new Answer.Taken(200));

    Delivery same = delivery("receiver.example");
    assertThat(seen)
        .containsExactly("POST /hook event-id 1767225600 " + same.signatures() + " theirs " + BODY);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 500})
  void takesNothingButTwoHundredsForDelivered(int answered) {
    status = answered;

    assertThat(receivers.deliver(delivery("receiver.example")))
        .isEqualTo(Answer.Failed.status(answered, Optional.empty()));
    assertThat(seen).hasSize(1); // the redirect was not followed
  }

  @Test
  void connectsNowhereButToThePublicInternet() {
    assertThat(receivers.deliver(delivery("inside.example")))
        .isEqualTo(Answer.Failed.silent("not on the public internet"));
    assertThat(receivers.deliver(delivery("both.example")))
        .isEqualTo(Answer.Failed.silent("not on the public internet"));
    assertThat(seen).isEmpty();
  }

  @Test
  void failsWhereNobodyListens() {
    server.stop(0);

    assertThat(receivers.deliver(delivery("receiver.example"))).isInstanceOf(Answer.Failed.class);
    assertThat(receivers.deliver(delivery("nowhere.example"))).isInstanceOf(Answer.Failed.class);
  }

  private Delivery delivery(String host) {
    String url = "http://" + host + ":" + server.getAddress().getPort() + "/hook";
    Webhook webhook =
        new Webhook(
            url, Optional.empty(), "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", Optional.of("theirs"));
    return new Delivery(
        "event-id", BODY, webhook, Instant.parse("2026-01-01T00:00:00Z"), Optional.empty());
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      seen.add(
          String.join(
              " ",
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              headers.getFirst("x-api-key"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static final class Names implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      InetAddress inside = InetAddress.ofLiteral("10.0.0.1");
      return switch (host) {
        case "receiver.example" -> new InetAddress[] {loopback};
        case "inside.example" -> new InetAddress[] {inside};
        case "both.example" -> new InetAddress[] {loopback, inside};
        default -> throw new java.net.UnknownHostException(host);
      };
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
