package io.griot.host.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.media.CommandMedia.Taken;
import io.griot.publichttp.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MediaIntakeTest {
  private static final CustomerId CUSTOMER = new CustomerId("customer");
  private static final SessionId SESSION = SessionId.of(CUSTOMER, new SessionName("main"));
  private static final ObjectNode SCHEMA =
      Json.readObject("{\"properties\":{\"content\":{\"x-media\":\"url\"}}}");

  @TempDir private Path folder;
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;
  private MediaIntake intake;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/file.txt",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("hello".getBytes(UTF_8));
          exchange.close();
        });
    server.createContext("/slow", exchange -> awaitTheEnd());
    server.start();
    intake = intake(Duration.ofMinutes(1));
  }

  private MediaIntake intake(Duration patience) {
    UrlFetch urls =
        new UrlFetch(
            SystemDefaultDnsResolver.INSTANCE,
            new AddressRules(true),
            new FetchLimits(patience, 1 << 20, 3));
    return new MediaIntake(
        id -> Optional.of(SCHEMA), urls, (customer, media, file) -> Optional.empty(), folder);
  }

  private void awaitTheEnd() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() throws IOException {
    never.countDown();
    intake.close();
    server.stop(0);
  }

  private Command command(String path) {
    return new Command(
        CommandId.ofIdempotencyKey(SESSION, "one"),
        SESSION,
        "send",
        Json.MAPPER
            .createObjectNode()
            .put("content", "http://127.0.0.1:" + server.getAddress().getPort() + path),
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        2);
  }

  private MediaRefusedException refusal(String path) {
    return catchThrowableOfType(
        MediaRefusedException.class, () -> intake.of(CUSTOMER).take(command(path)));
  }

  @Test
  void changesNothingOfACommandButItsMedia() throws Exception {
    Command command = command("/file.txt");
    try (Taken taken = intake.of(CUSTOMER).take(command)) {
      assertThat(taken.files()).singleElement().satisfies(it -> assertThat(it).hasContent("hello"));
      assertThat(taken.command().startBy()).isEqualTo(command.startBy());
      assertThat(taken.command().attempt()).isEqualTo(2);
    }
  }

  @Test
  void letsWhatOnlyTookTooLongBeTriedAgain() throws IOException {
    assertThat(refusal("/nothing").code()).isEqualTo(FailureCode.INVALID_FIELD);
    intake.close();
    intake = intake(Duration.ofMillis(700));
    MediaRefusedException slow = refusal("/slow");
    assertThat(slow.code()).isEqualTo(FailureCode.MEDIA_TOO_SLOW);
    assertThat(slow.detail()).isEqualTo("content: took longer than 0 s");
  }
}
