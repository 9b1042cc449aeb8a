package io.griot.host.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.contract.settings.SharedSettings;
import io.griot.host.SessionHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests that an event that a page heard is delivered, even though its host died before it was
 * stored.
 */
final class EventRecoveryIT {
  private static final String ENDPOINT = SharedSettings.DYNAMODB_ENDPOINT.key();

  @RegisterExtension static final HostFixture fixture = new HostFixture();

  /** The page keeps events that its host has not confirmed. */
  @Test
  void tellsWhatDiedInItsHost() throws Exception {
    SessionId session = fixture.sessions().start("died");
    fixture.events().want(session);
    String address = Objects.requireNonNull(fixture.aws().environment().get(ENDPOINT));
    try (UnansweredTables tables = new UnansweredTables(URI.create(address))) {
      Process host =
          fixture.hostProcess(
              "host-a",
              Map.of(
                  ENDPOINT,
                  tables.endpoint().toString(),
                  "GRIOT_LEASE_DURATION",
                  "6s",
                  "GRIOT_LEASE_RENEWAL",
                  "2s"));
      fixture.pair(session, HostFixture.SHOP);
      write("is stored");
      patiently().until(() -> texts(session).contains("is stored"));

      tables.silence(Table.EVENTS);
      write("dies with its host");
      patiently().until(tables::isAnyWaiting);
      host.destroyForcibly().waitFor();
      assertThat(texts(session)).doesNotContain("dies with its host");
    }

    try (SessionHost _ = fixture.host("host-a")) {
      patiently().until(() -> texts(session).contains("dies with its host"));
      fixture.sessions().end(session);
    }
    assertThat(fixture.logged().of(session)).extracting(LoggedEvent::id).doesNotHaveDuplicates();
  }

  /** The log lacks one of the page's events, as if host and page had died with it. */
  @Test
  void findsWhatTheLogLacks() throws Exception {
    SessionId session = fixture.sessions().start("lacks");
    fixture.events().want(session);
    List<ObjectNode> before;
    try (SessionHost _ = fixture.host("host-b")) {
      fixture.pair(session, HostFixture.SHOP);
      for (String text : List.of("first", "lacking", "last")) {
        write(text);
        patiently().until(() -> texts(session).contains(text));
      }
      patiently().until(() -> createdOf(session, "lacking").size() == 1);
      before = fixture.logged().of(session, "message");
    }
    List<String> ids = ids(session);
    fixture.logged().forget(session, "lacking");
    forgetTold("host-b");

    try (SessionHost _ = fixture.host("host-b")) {
      patiently().until(() -> texts(session).contains("lacking"));
      patiently().until(() -> createdOf(session, "lacking").size() == 1);
      fixture.sessions().end(session);
    }
    List<ObjectNode> after = fixture.logged().of(session, "message");
    assertThat(after).hasSameSizeAs(before);
    assertThat(after)
        .filteredOn(event -> event.path("recovered").asBoolean())
        .extracting(EventRecoveryIT::text)
        .containsExactly("lacking");
    assertThat(ids(session)).containsExactlyInAnyOrderElementsOf(ids);
  }

  /** Changes of messages: an edit, a reaction, an acknowledgement, a revocation. */
  @Test
  void findsHowMessagesStandOfWhichTheLogLacksIt() throws Exception {
    SessionId session = fixture.sessions().start("changes");
    fixture.events().want(session);
    List<String> changes =
        List.of("message_edit", "message_reaction", "message_ack", "message_revoke_everyone");
    Set<String> before;
    try (SessionHost _ = fixture.host("host-c")) {
      fixture.pair(session, HostFixture.SHOP);
      String chat = "/chats/" + HostFixture.SHOP + "@c.us";
      fixture.phones().post(HostFixture.AWA, chat + "/messages", named("3EB0EDITED", "is edited"));
      fixture
          .phones()
          .post(HostFixture.AWA, chat + "/messages", named("3EB0GONE", "is taken back"));
      String own = "/chats/" + HostFixture.AWA + "@c.us/messages";
      fixture.phones().post(HostFixture.SHOP, own, named("3EB0OWN", "is the shop's"));
      patiently().until(() -> texts(session).contains("is taken back"));
      fixture
          .phones()
          .patch(HostFixture.AWA, chat + "/messages/3EB0EDITED", "{\"text\":\"edited\"}");
      fixture.phones().delete(HostFixture.AWA, chat + "/messages/3EB0GONE");
      ObjectNode reaction = Json.MAPPER.createObjectNode().put("messageId", "3EB0EDITED");
      fixture
          .phones()
          .post(HostFixture.AWA, chat + "/reactions", reaction.put("text", "👍").toString());
      fixture.phones().post(HostFixture.AWA, chat + "/read", "");
      patiently().until(() -> lastChanges(session, changes).size() == changes.size());
      patiently()
          .until(() ->
              fixture.logged().of(session, "message_ack").stream()
                  .anyMatch(ack -> ack.at("/data/ack").asInt() == 3));
      before = lastChanges(session, changes);
    }
    changes.forEach(change -> fixture.logged().forget(session, change));
    assertThat(lastChanges(session, changes)).isEmpty();
    forgetTold("host-c");

    try (SessionHost _ = fixture.host("host-c")) {
      patiently().until(() -> lastChanges(session, changes).containsAll(before));
      fixture.sessions().end(session);
    }
    assertThat(changes)
        .allSatisfy(change ->
            assertThat(fixture.logged().of(session, change))
                .allMatch(event -> event.path("recovered").asBoolean()));
  }

  /** The ids of the last event of each of these names. */
  private static Set<String> lastChanges(SessionId session, List<String> names) {
    Map<String, String> last = new HashMap<>();
    fixture.logged().of(session).stream()
        .filter(event -> names.contains(event.dataType()))
        .forEach(event -> last.put(event.dataType(), event.id().value()));
    return Set.copyOf(last.values());
  }

  private static String named(String id, String text) {
    return Json.MAPPER.createObjectNode().put("text", text).put("id", id).toString();
  }

  /** The ids of the events of messages. */
  private static List<String> ids(SessionId session) {
    return fixture.logged().of(session).stream()
        .filter(event -> event.dataType().equals("message"))
        .map(event -> event.id().value())
        .toList();
  }

  private static List<String> texts(SessionId session) {
    return fixture.logged().of(session, "message").stream().map(EventRecoveryIT::text).toList();
  }

  private static List<ObjectNode> createdOf(SessionId session, String text) {
    return fixture.logged().of(session, "message_create").stream()
        .filter(event -> text(event).equals(text))
        .toList();
  }

  private static String text(ObjectNode event) {
    return event.at("/data/message/body").asText();
  }

  private static void forgetTold(String host) throws IOException {
    try (Stream<Path> files = Files.walk(fixture.folder().resolve(host))) {
      for (Path file : files.filter(it -> it.endsWith("griot-told-events")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void write(String text) throws IOException, InterruptedException {
    ObjectNode message = Json.MAPPER.createObjectNode().put("text", text);
    String path = "/chats/" + HostFixture.SHOP + "@c.us/messages";
    fixture.phones().post(HostFixture.AWA, path, message.toString());
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
  }
}
