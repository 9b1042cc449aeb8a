package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.remote.Command;
import org.openqa.selenium.remote.DriverCommand;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.SessionId;

/** Against a server that answers as chromedriver does. */
class DirectCallsTest {
  private HttpServer chromedriver;
  private DirectCalls calls;

  @BeforeEach
  void beginSession() throws IOException {
    chromedriver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/session", "{\"value\":{\"sessionId\":\"one\",\"capabilities\":{}}}");
    answer(
        "/session/one/goog/cdp/execute",
        "{\"value\":{\"result\":{\"type\":\"string\",\"value\":\"linked\"}}}");
    chromedriver.start();
    InetSocketAddress address = chromedriver.getAddress();
    URI uri = URI.create("http://" + address.getHostString() + ":" + address.getPort());
    HttpCommandExecutor classic = DirectCalls.executor(uri, Duration.ofSeconds(30));
    var _ =
        classic.execute(
            new Command(null, DriverCommand.NEW_SESSION(List.of(new ImmutableCapabilities()))));
    calls = new DirectCalls(classic, new SessionId("one"));
  }

  @AfterEach
  void stop() {
    chromedriver.stop(0);
  }

  @Test
  void answersWhatThePageDid() throws Exception {
    assertThat(calls.call("state", List.of())).isEqualTo("linked");
  }

  /** Selenium says so by an unchecked exception, which once ended all commands of a session. */
  @Test
  void findsThePageGoneWhoseBrowserDied() {
    chromedriver.stop(0);

    assertThatThrownBy(() -> calls.call("state", List.of())).isInstanceOf(PageGoneException.class);
  }

  private void answer(String path, String body) {
    chromedriver.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, body.getBytes(UTF_8).length);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
  }
}
