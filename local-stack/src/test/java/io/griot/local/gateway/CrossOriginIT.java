package io.griot.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Command;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.local.browser.TestBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page of another origin calls the API in a browser, which enforces CORS. */
class CrossOriginIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Calls the API as pages do, and reports to its own server what it could read. */
  private static final String PAGE =
      """
      <!doctype html><title>shop</title><script>
      const call = async (path, init = {}) => {
        try {
          const answer = await fetch('@API' + path, init);
          return {
            status: answer.status,
            text: await answer.text(),
            location: answer.headers.get('location'),
            command: answer.headers.get('x-command-id'),
            retryAfter: answer.headers.get('retry-after'),
            allow: answer.headers.get('allow'),
          };
        } catch (error) {
          return { error: String(error) };
        }
      };
      const json = (body, more = {}) => ({
        method: 'POST',
        headers: { 'x-api-key': '@KEY', 'content-type': 'application/json', ...more },
        body: JSON.stringify(body),
      });
      const message = { chatId: '22670123456@c.us', contentType: 'string', content: 'hello' };
      const get = { headers: { 'x-api-key': '@KEY' } };
      (async () => {
        const answers = {
          sent: await call('/client/sendMessage/main', json(message, { 'idempotency-key': 'one' })),
          later: await call('/client/sendMessage/main', json(message, { prefer: 'respond-async' })),
          status: await call('/session/status/main', get),
          head: await call('/session/status/main', { ...get, method: 'HEAD' }),
          put: await call('/webhook', { ...json({ url: 'no' }), method: 'PUT' }),
          noKey: await call('/session/status/main'),
          wrong: await call('/client/sendMessage/main', json({})),
          nowhere: await call('/nowhere', get),
          wrongMethod: await call('/client/sendMessage/main', get),
          large: await call('/client/sendMessage/main', json({ content: 'x'.repeat(6100000) })),
          credentials: await call('/ping', { credentials: 'include' }),
        };
        await fetch('/answers', { method: 'POST', body: JSON.stringify(answers) });
      })();
      </script>
      """;

  @RegisterExtension static final ApiFixture api = ApiFixture.with(CrossOriginIT::page);

  @Test
  void aPageOfAnotherOriginCallsTheApiAndReadsEveryAnswer() throws Exception {
    CompletableFuture<JsonNode> told = new CompletableFuture<>();
    String key = api.connected("shop", "main");
    HttpServer site =
        site(PAGE.replace("@API", api.address().toString()).replace("@KEY", key), told);
    try (TestBrowser browser = TestBrowser.open()) {
      browser.go("http://127.0.0.1:" + site.getAddress().getPort() + "/");
      check(told.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
    } finally {
      site.stop(0);
    }
  }

  private static Outcome page(Command command) {
    return new Outcome.Succeeded(
        Json.MAPPER.createObjectNode().put("success", true), Duration.ofMillis(1));
  }

  private static void check(JsonNode answers) {
    assertThat(answers.at("/sent/status").asInt()).as("%s", answers).isEqualTo(200);
    assertThat(answers.at("/sent/command").asText()).matches("[a-z2-7]{26}");
    assertThat(answers.at("/later/status").asInt()).isEqualTo(202);
    assertThat(answers.at("/later/location").asText()).startsWith("/commands/");
    assertThat(answers.at("/status/text").asText()).contains("session_connected");
    assertThat(answers.at("/head/status").asInt()).isEqualTo(200);
    assertThat(answers.at("/put/text").asText()).contains("url: must be like");
    assertThat(answers.at("/noKey/status").asInt()).isEqualTo(403);
    assertThat(answers.at("/noKey/text").asText()).contains("Invalid API key");
    assertThat(answers.at("/wrong/text").asText()).contains("chatId: is missing");
    assertThat(answers.at("/nowhere/status").asInt()).isEqualTo(404);
    assertThat(answers.at("/wrongMethod/allow").asText()).isEqualTo("POST");
    assertThat(answers.at("/large/status").asInt()).isEqualTo(413);
    assertThat(answers.at("/credentials/error").asText()).contains("Failed to fetch");
  }

  private static HttpServer site(String page, CompletableFuture<JsonNode> told) throws IOException {
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", exchange -> answer(exchange, page));
    site.createContext(
        "/answers",
        exchange -> {
          told.complete(Json.MAPPER.readTree(exchange.getRequestBody()));
          answer(exchange, "");
        });
    site.start();
    return site;
  }

  private static void answer(HttpExchange exchange, String html) throws IOException {
    byte[] bytes = html.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }
}
