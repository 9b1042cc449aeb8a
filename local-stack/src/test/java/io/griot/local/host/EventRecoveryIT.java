package io.griot.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionId;
import io.griot.host.SessionHost;
import io.griot.local.chaos.AwsFault;
import io.griot.local.chaos.AwsProxy;
import io.griot.local.chaos.AwsService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page heard is told, though its host died before it was stored. */
final class EventRecoveryIT {
  private static final String ENDPOINT = "GRIOT_DYNAMODB_ENDPOINT";

  @TempDir static Path folder;
  private static HostFixture fixture;

  @BeforeAll
  static void open() throws IOException {
    fixture = new HostFixture(folder);
  }

  @AfterAll
  static void close() throws IOException {
    fixture.close();
  }

  /** The page keeps what its host never confirmed. */
  @Test
  void tellsWhatDiedInItsHost() throws Exception {
    SessionId session = fixture.startSession("died");
    fixture.wantEvents(session);
    Map<String, String> environment = new HashMap<>();
    try (AwsProxy tables =
        new AwsProxy(
            AwsService.DYNAMODB,
            java.net.URI.create(fixture.aws().environment().get(ENDPOINT)),
            new Random(1),
            failure -> {
              throw new AssertionError(failure);
            })) {
      environment.put(ENDPOINT, tables.endpoint().toString());
      environment.put("GRIOT_LEASE_DURATION", "6s");
      environment.put("GRIOT_LEASE_RENEWAL", "2s");
      Process host = fixture.hostProcess("host-a", environment);
      fixture.pair(session, HostFixture.SHOP);
      write("is stored");
      patiently().until(() -> texts(session).contains("is stored"));

      tables.inject(AwsFault.of(AwsFault.Kind.HANG).only("PutItem"));
      write("dies with its host");
      patiently().until(() -> tables.met() > 0);
      host.destroyForcibly().waitFor();
      assertThat(texts(session)).doesNotContain("dies with its host");
    }

    try (SessionHost _ = fixture.host("host-a")) {
      patiently().until(() -> texts(session).contains("dies with its host"));
      fixture.end(session);
    }
    assertThat(fixture.logged(session)).extracting(LoggedEvent::id).doesNotHaveDuplicates();
  }

  /** Of what the page has, the log lacks one: as if host and page had died with it. */
  @Test
  void findsWhatTheLogLacks() throws Exception {
    SessionId session = fixture.startSession("lacks");
    fixture.wantEvents(session);
    List<ObjectNode> before;
    try (SessionHost _ = fixture.host("host-b")) {
      fixture.pair(session, HostFixture.SHOP);
      for (String text : List.of("first", "lacking", "last")) {
        write(text);
        patiently().until(() -> texts(session).contains(text));
      }
      patiently().until(() -> createdOf(session, "lacking").size() == 1);
      before = fixture.logged(session, "message");
    }
    List<String> ids = ids(session);
    fixture.forgetLogged(session, "lacking");
    forgetTold("host-b");

    try (SessionHost _ = fixture.host("host-b")) {
      patiently().until(() -> texts(session).contains("lacking"));
      patiently().until(() -> createdOf(session, "lacking").size() == 1);
      fixture.end(session);
    }
    List<ObjectNode> after = fixture.logged(session, "message");
    assertThat(after).hasSameSizeAs(before);
    assertThat(after)
        .filteredOn(event -> event.path("recovered").asBoolean())
        .extracting(EventRecoveryIT::text)
        .containsExactly("lacking");
    assertThat(ids(session)).containsExactlyInAnyOrderElementsOf(ids);
  }

  /** The ids of the events of messages. */
  private static List<String> ids(SessionId session) {
    return fixture.logged(session).stream()
        .filter(event -> event.dataType().equals("message"))
        .map(event -> event.id().value())
        .toList();
  }

  private static List<String> texts(SessionId session) {
    return fixture.logged(session, "message").stream().map(EventRecoveryIT::text).toList();
  }

  private static List<ObjectNode> createdOf(SessionId session, String text) {
    return fixture.logged(session, "message_create").stream()
        .filter(event -> text(event).equals(text))
        .toList();
  }

  private static String text(ObjectNode event) {
    return event.at("/data/message/body").asText();
  }

  private static void forgetTold(String host) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(host))) {
      for (Path file : files.filter(it -> it.endsWith("griot-told-events")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void write(String text) throws IOException, InterruptedException {
    ObjectNode message = Json.MAPPER.createObjectNode().put("text", text);
    String path = "/chats/" + HostFixture.SHOP + "@c.us/messages";
    fixture.phonePost(HostFixture.AWA, path, message.toString());
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
  }
}
