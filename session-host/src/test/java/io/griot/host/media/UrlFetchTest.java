package io.griot.host.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.host.media.UrlFetch.FetchException;
import io.griot.host.media.UrlFetch.Fetched;
import io.griot.publichttp.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses a real server on loopback, in place of one on the internet. */
final class UrlFetchTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final Duration HASTY = Duration.ofMillis(700);

  @TempDir private Path folder;
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private UrlFetch fetch;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/file.txt", exchange -> answer(exchange, "hello"));
    server.createContext("/hop", this::hop);
    server.createContext("/large", exchange -> stream(exchange, 2 << 20));
    server.createContext("/slow", exchange -> stall(exchange));
    server.createContext("/inside", exchange -> redirect(exchange, "http://inside.example/"));
    server.createContext("/file-scheme", exchange -> redirect(exchange, "file:///etc/passwd"));
    server.start();
    fetch = fetch(AMPLE);
  }

  private UrlFetch fetch(Duration limit) {
    return new UrlFetch(new Names(), new AddressRules(true), new FetchLimits(limit, 1 << 20, 3));
  }

  @AfterEach
  void stop() throws IOException {
    never.countDown();
    fetch.close();
    server.stop(0);
  }

  /**
   * Resolves every name to the server, except one that leads to an internal address and one that
   * changes its address.
   */
  private final class Names implements DnsResolver {
    private int rebinds;

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked.add(host);
      String address =
          switch (host) {
            case "inside.example" -> "10.1.2.3";
            case "rebinds.example" -> rebinds++ == 0 ? "127.0.0.1" : "10.1.2.3";
            default -> "127.0.0.1";
          };
      return host.equals("both.example")
          ? new InetAddress[] {
            InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("10.0.0.9")
          }
          : new InetAddress[] {
            Character.isDigit(host.charAt(0))
                ? InetAddress.ofLiteral(host)
                : InetAddress.ofLiteral(address)
          };
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  @Test
  void bringsAFileOntoTheDisk() throws Exception {
    Path target = folder.resolve("target");

    Fetched fetched = fetch.fetch(url("shop.example", "/file.txt"), target);

    assertThat(target).hasContent("hello");
    assertThat(fetched.contentType()).contains("text/plain");
    assertThat(MediaNames.filename(fetched)).isEqualTo("file.txt");
    assertThat(MediaNames.mimetype(fetched)).isEqualTo("text/plain");
  }

  @Test
  void followsThreeRedirectsAndNoMore() throws Exception {
    assertThat(fetch.fetch(url("a.example", "/hop/3"), folder.resolve("x"))).isNotNull();
    refuses(url("a.example", "/hop/4"), "redirects more than 3 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inside.example", "both.example", "10.0.0.1", "169.254.169.254"})
  void connectsToNoAddressThatIsNotPublic(String host) {
    refuses("http://" + host + "/", "is not on the public internet");
  }

  @Test
  void checksTheAddressOfEveryHop() {
    refuses(url("a.example", "/inside"), "is not on the public internet");
  }

  @Test
  void asksForANameOnceAndConnectsToWhatWasChecked() throws Exception {
    fetch.fetch(url("rebinds.example", "/file.txt"), folder.resolve("x"));

    assertThat(asked).containsExactly("rebinds.example");
    refuses(url("rebinds.example", "/file.txt"), "is not on the public internet");
  }

  @Test
  void givesUpOnWhatIsTooLargeWhetherItSaysSoOrNot() {
    refuses(url("a.example", "/large"), "is larger than 1 MB");
  }

  @Test
  void givesUpOnWhatTakesTooLong() throws IOException {
    fetch.close();
    fetch = fetch(HASTY);

    refuses(url("a.example", "/slow"), "took longer than 0 s");
  }

  @Test
  void tellsWhatOnlyTookTooLongFromWhatIsWrong() throws IOException {
    assertThat(refusal(url("a.example", "/nothing")).isTooSlow()).isFalse();
    fetch.close();
    fetch = fetch(HASTY);
    assertThat(refusal(url("a.example", "/slow")).isTooSlow()).isTrue();
  }

  private FetchException refusal(String url) {
    return catchThrowableOfType(
        FetchException.class, () -> fetch.fetch(url, folder.resolve("refused")));
  }

  @Test
  void goesNowhereButTheWeb() {
    refuses("file:///etc/passwd", "must be an http or https address");
    refuses("http://user:secret@a.example/", "must be an http or https address");
    refuses(url("a.example", "/file-scheme"), "must be an http or https address");
  }

  @Test
  void saysWhatTheServerAnswered() {
    refuses(url("a.example", "/nothing"), "cannot be fetched: its server answers 404");
  }

  private void refuses(String url, String reason) {
    assertThatThrownBy(() -> fetch.fetch(url, folder.resolve("refused")))
        .isInstanceOf(FetchException.class)
        .hasMessage(reason);
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, text.length());
    exchange.getResponseBody().write(text.getBytes(UTF_8));
    exchange.close();
  }

  /** {@code /hop/2} redirects to {@code /hop/1}, and that to {@code /hop/0}, which is a file. */
  private void hop(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int left = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    if (left == 0) {
      answer(exchange, "there");
    } else {
      redirect(exchange, "/hop/" + (left - 1));
    }
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().add("Location", location);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  /** Sends no length, so the size is unknown in advance. */
  private static void stream(HttpExchange exchange, int bytes) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      exchange.getResponseBody().write(new byte[bytes]);
    } finally {
      exchange.close();
    }
  }

  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(new byte[10]);
    exchange.getResponseBody().flush();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }
}
