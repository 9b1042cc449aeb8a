package io.griot.host.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CommandId;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.host.SessionHost;
import io.griot.local.aws.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests that messages of a session whose profile was restored can be read, however old the profile
 * is.
 */
final class RestoredProfileIT {
  private static final String BLAISE = HostFixture.PHONES.get(1);
  private static final List<String> READERS = List.of(HostFixture.AWA, BLAISE);

  /**
   * A short lease, since another host waits for its end after a kill, and no checkpoint while the
   * session runs.
   */
  private static final Map<String, String> SHORT_LIVED =
      Map.of(
          "GRIOT_LEASE_DURATION", "6s",
          "GRIOT_LEASE_RENEWAL", "2s",
          "GRIOT_CHECKPOINT_INTERVAL", "1h");

  @RegisterExtension static final HostFixture fixture = new HostFixture();

  @Test
  void isReadByEverybodyThoughTheRestoredProfileIsSeveralSendsOld() throws Exception {
    String group = group();
    SessionId session = fixture.sessions().start("old");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      sendToAll(session, group, "first");
    }
    List<String> chains = chains(HostFixture.AWA);
    String checkpoint =
        StoredSessions.value(fixture.sessions().get(session), SessionItem.CHECKPOINT);
    assertThat(fixture.sessions().get(session)).containsKey(SessionItem.LAST_STATE);

    // The checkpoint of a clean stop is the last state: sessions and keys go on.
    Process killed = fixture.hostProcess("host-b", SHORT_LIVED);
    for (int i = 1; i <= 3; i++) {
      sendToAll(session, group, "more-" + i);
    }
    assertThat(chains(HostFixture.AWA)).containsExactlyElementsOf(chains);
    killed.destroyForcibly().waitFor();
    assertThat(StoredSessions.value(fixture.sessions().get(session), SessionItem.CHECKPOINT))
        .isEqualTo(checkpoint);
    assertThat(fixture.sessions().get(session)).doesNotContainKey(SessionItem.LAST_STATE);

    // Now the same checkpoint is three sends old, for each of them and for the group.
    try (SessionHost _ = fixture.host("host-c")) {
      sendToAll(session, group, "restored");
      assertThat(chains(HostFixture.AWA)).hasSizeGreaterThan(chains.size());
      fixture.sessions().end(session);
    }
  }

  @Test
  void isReadAfterItsBrowserWasKilled() throws Exception {
    String group = group();
    SessionId session = fixture.sessions().start("killed");
    try (SessionHost _ = fixture.host("host-d")) {
      fixture.pair(session, HostFixture.SHOP);
      sendToAll(session, group, "before");
      List<String> chains = chains(HostFixture.AWA);
      killBrowsers(session);
      sendToAll(session, group, "after");
      assertThat(chains(HostFixture.AWA)).hasSizeGreaterThan(chains.size());
      fixture.sessions().end(session);
    }
  }

  @Test
  void tellsWhatComesWhileItsProfileIsRestored() throws Exception {
    SessionId session = fixture.sessions().start("told");
    fixture.events().want(session);
    List<String> written = new ArrayList<>();
    try (SessionHost _ = fixture.host("host-e")) {
      fixture.pair(session, HostFixture.SHOP);
      written.add(write("before"));
      fixture.events().awaitTexts(session, written);
    }
    Process killed = fixture.hostProcess("host-f", SHORT_LIVED);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> StoredSessions.isUsable(fixture.sessions().get(session)));
    written.add(write("newer than the checkpoint"));
    fixture.events().awaitTexts(session, List.of("newer than the checkpoint"));
    killed.destroyForcibly().waitFor();

    for (int i = 0; i < 3; i++) {
      written.add(write("while away " + i));
    }
    try (SessionHost _ = fixture.host("host-g")) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> {
            written.add(write("meanwhile " + written.size()));
            return StoredSessions.isUsable(fixture.sessions().get(session));
          });
      written.removeAll(List.of("before", "newer than the checkpoint"));
      fixture.events().awaitTexts(session, written);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(fixture.logged().of(session, "gap")).hasSize(1));
      JsonNode gap = fixture.logged().of(session, "gap").getFirst().path("data");
      assertThat(gap.path("from").asLong()).isLessThan(gap.path("until").asLong());
      assertThat(fixture.logged().of(session)).extracting(LoggedEvent::id).doesNotHaveDuplicates();
      assertThat(bodies(session))
          .containsOnlyOnce("before", "newer than the checkpoint", "while away 0");
      fixture.sessions().end(session);
    }
  }

  /** The texts of the chat with Awa, as its session answers them. */
  private static List<String> bodies(SessionId session) {
    ObjectNode wanted = Json.MAPPER.createObjectNode().put("chatId", HostFixture.AWA + "@c.us");
    wanted.putObject("searchOptions").put("limit", 500);
    CommandId asked = fixture.commands().accept(session, "chatFetchMessages", wanted);
    List<String> bodies = new ArrayList<>();
    for (JsonNode message : fixture.commands().answer(asked).path("messages")) {
      bodies.add(message.path("body").asText());
    }
    return bodies;
  }

  /**
   * A host's disk lost the page's data: its browser starts, and the page has no account. Then
   * another host finds the newest checkpoint damaged.
   */
  @Test
  void goesOnFromTheNewestThatIsWholeWhenAProfileOrACheckpointIsDamaged() throws Exception {
    SessionId session = fixture.sessions().start("damaged");
    try (SessionHost _ = fixture.host("host-h")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.sessions().await(session, item -> item.containsKey(SessionItem.CHECKPOINT));
    }
    damageStorage(fixture.folder().resolve("host-h"));

    try (SessionHost _ = fixture.host("host-h")) {
      sendsStill(session, "after the damage");
    }
    assertThat(new Checkpoints(fixture.aws()).damage(session, Checkpoints.Damage.FLIPPED)).isTrue();
    try (SessionHost _ = fixture.host("host-i")) {
      sendsStill(session, "from the one before");
      fixture.sessions().end(session);
    }
  }

  /** Overwrites the stored data of a host's pages, like a broken disk. */
  private static void damageStorage(Path host) throws IOException {
    List<Path> stored;
    try (Stream<Path> files = Files.walk(host)) {
      stored =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().contains("/IndexedDB/"))
              .toList();
    }
    assertThat(stored).isNotEmpty();
    for (Path file : stored) {
      Files.writeString(file, "x".repeat((int) Files.size(file)));
    }
  }

  private static void sendsStill(SessionId session, String text) throws Exception {
    CommandId sent =
        fixture
            .commands()
            .accept(
                session,
                "clientSendMessage",
                Commands.message(HostFixture.AWA, text),
                HostFixture.AWA);
    assertThat(fixture.commands().answer(sent).path("success").asBoolean()).isTrue();
    assertThat(fixture.phones().received(HostFixture.AWA, text)).containsExactly(text);
  }

  private static String write(String text) throws IOException, InterruptedException {
    ObjectNode message = Json.MAPPER.createObjectNode().put("text", text);
    String path = "/chats/" + HostFixture.SHOP + "@c.us/messages";
    fixture.phones().post(HostFixture.AWA, path, message.toString());
    return text;
  }

  private static String group() throws IOException, InterruptedException {
    ObjectNode wanted = Json.MAPPER.createObjectNode().put("subject", "Tontine");
    wanted.putArray("participants").add(HostFixture.AWA).add(BLAISE);
    fixture.phones().post(HostFixture.SHOP, "/groups", wanted.toString());
    for (JsonNode chat : fixture.phones().get(HostFixture.SHOP, "/chats")) {
      if (chat.path("name").asText().equals("Tontine")) {
        return chat.path("id").asText();
      }
    }
    throw new AssertionError("no group");
  }

  /** Sends to each of them and to the group, and waits until their phones show it. */
  private static void sendToAll(SessionId session, String group, String text)
      throws IOException, InterruptedException {
    String name = session.value() + text;
    List<CommandId> sent =
        Stream.concat(READERS.stream().map(phone -> phone + "@c.us"), Stream.of(group))
            .map(chat -> {
              ObjectNode message = Commands.message("", name + " " + chat).put("chatId", chat);
              return fixture.commands().accept(session, "clientSendMessage", message, chat);
            })
            .toList();
    for (CommandId command : sent) {
      assertThat(fixture.commands().answer(command).path("success").asBoolean()).isTrue();
    }
    for (String phone : READERS) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() ->
              assertThat(fixture.phones().received(phone, name + " "))
                  .as("what %s reads, who dropped %s", phone, dropped(phone))
                  .containsExactlyInAnyOrder(name + " " + phone + "@c.us", name + " " + group));
    }
  }

  private static List<String> chains(String phone) throws IOException, InterruptedException {
    return Json.MAPPER.convertValue(
        fixture.phones().get(phone, "/signal").path("chains"),
        Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  private static JsonNode dropped(String phone) throws IOException, InterruptedException {
    return fixture.phones().get(phone, "/signal").path("dropped");
  }

  private static void killBrowsers(SessionId session) {
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(session.value()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
