package io.griot.host.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.HostItem;
import io.griot.contract.Json;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.host.SessionHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tests hosts one after another on one sandbox; each test has a session of its own. */
final class SessionHostIT {
  @RegisterExtension static final HostFixture fixture = new HostFixture();

  @Test
  void comesBackWithoutASecondScanAlsoOnAnotherHost() throws Exception {
    SessionId session = fixture.sessions().start("moving");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      assertThat(fixture.commands().answer(send(session, "before")).path("success").asBoolean())
          .isTrue();
    }
    assertThat(fixture.sessions().get(session))
        .doesNotContainKey(SessionItem.OWNER)
        .containsKey(SessionItem.CHECKPOINT);
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.sessions().await(session, StoredSessions::isUsable);
    }
    try (SessionHost _ = fixture.host("host-b")) {
      fixture.sessions().await(session, StoredSessions::isUsable);
      assertThat(fixture.commands().answer(send(session, "after")).path("success").asBoolean())
          .isTrue();
      fixture.sessions().end(session);
    }
  }

  @Test
  void takesBackWhatItsEarlierLifeProvedWhenItComesBack() throws Exception {
    SessionId session = SessionId.of(new CustomerId("customer"), new SessionName("gone"));
    fixture.leaveKilledHost("host-r", "host-r-4b1d", session);

    try (SessionHost _ = fixture.host("host-r")) {
      assertThat(fixture.sessions().host("host-r-4b1d"))
          .containsEntry(HostItem.PROOFS, AttributeValue.fromM(Map.of()));
    }
  }

  @Test
  void keepsTheLinkOfASessionThatWasPairedAMomentBeforeTheEnd() throws Exception {
    SessionId session = fixture.sessions().start("hasty");
    Map<String, String> environment = fixture.environment("host-a");
    environment.put("GRIOT_HEARTBEAT", "1h"); // so the end comes before the first
    try (SessionHost _ = fixture.host(environment)) {
      fixture.pair(session, HostFixture.SHOP);
    }
    assertThat(fixture.sessions().get(session)).containsKey(SessionItem.CHECKPOINT);
    try (SessionHost _ = fixture.host("host-b")) {
      fixture.sessions().await(session, StoredSessions::isUsable);
      fixture.sessions().end(session);
    }
  }

  @Test
  void loadsAnIdlePageAnewThatGrewInTheQuietHours() throws Exception {
    SessionId session = fixture.sessions().start("grown");
    fixture.events().want(session);
    Map<String, String> environment = fixture.environment("host-a");
    environment.put("GRIOT_HEARTBEAT", "500ms");
    environment.put("GRIOT_START_DEADLINE", "60s");
    environment.put("GRIOT_RELOAD_MEMORY", "1MiB"); // any browser is larger
    environment.put("GRIOT_RELOAD_IDLE", "1ms");
    environment.put("GRIOT_QUIET_HOURS", "00:00-00:00"); // all day
    try (SessionHost _ = fixture.host(environment)) {
      fixture.pair(session, HostFixture.SHOP);
      Set<Long> browser = fixture.browsers(session);

      fixture.events().await(session, "ready", 2);

      fixture.sessions().await(session, StoredSessions::isUsable);
      assertThat(fixture.commands().answer(send(session, "anew")).path("success").asBoolean())
          .isTrue();
      assertThat(fixture.browsers(session)).containsAll(browser);
      fixture.sessions().end(session);
    }
  }

  @Test
  void makesTheMailboxThatASessionLacksAndRemovesEverythingWhenItIsTerminated() throws Exception {
    SessionId session = fixture.sessions().start("ending");
    fixture.sessions().loseQueue(session);
    assertThat(fixture.sessions().hasQueue(session)).isFalse();
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      assertThat(fixture.sessions().hasQueue(session)).isTrue();
      fixture.sessions().end(session);
      assertThat(fixture.sessions().get(session)).isEmpty();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !fixture.sessions().hasQueue(session) && !hasProfile("host-a", session));
      await().atMost(Duration.ofMinutes(1)).until(() -> !fixture.sessions().hasNotedEnd(session));
    }
  }

  @Test
  void startsAnewRightAfterATermination() throws Exception {
    SessionId session = fixture.sessions().start("again");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.sessions().end(session);
      fixture.sessions().start("again");
      fixture.pair(session, HostFixture.SHOP);
      assertThat(fixture.commands().answer(send(session, "anew")).path("success").asBoolean())
          .isTrue();
      fixture.sessions().end(session);
    }
  }

  private static boolean hasProfile(String host, SessionId session) throws IOException {
    try (Stream<Path> profiles = Files.list(fixture.folder().resolve(host).resolve("profiles"))) {
      return profiles.anyMatch(path -> path.getFileName().toString().startsWith(session.value()));
    }
  }

  @Test
  void answersWhatCameWhileTheBrowserWasReplaced() throws Exception {
    SessionId session = fixture.sessions().start("crashing");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.sessions().restart(session);
      assertThat(StoredSessions.isUsable(fixture.sessions().get(session))).isFalse();
      assertThat(fixture.commands().answer(send(session, "one")).path("success").asBoolean())
          .isTrue();
      killBrowsers(session);
      assertThat(fixture.commands().answer(send(session, "two")).path("success").asBoolean())
          .isTrue();
      fixture.sessions().end(session);
    }
  }

  @Test
  void showsANewCodeAfterThePhoneLoggedTheDeviceOut() throws Exception {
    SessionId session = fixture.sessions().start("leaving");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.phones().logOutAll(HostFixture.SHOP);
      Map<String, AttributeValue> item =
          fixture.sessions().await(session, seen -> seen.containsKey(ObservationItem.QR));
      assertThat(StoredSessions.isUsable(item)).isFalse();
      assertThat(StoredSessions.value(item, ObservationItem.PROBLEM)).isEqualTo("logged_out");
      assertThat(
              StoredSessions.value(
                  fixture.commands().outcome(send(session, "late")), CommandItem.FAILURE))
          .isEqualTo("SESSION_NOT_CONNECTED");
      fixture.sessions().end(session);
    }
  }

  @Test
  void refusesOnlyWhatItsWhatsAppLacks() throws Exception {
    // The last one is in a bundle that is loaded at the first forward, so its absence cannot be
    // known before.
    fixture
        .phones()
        .leaveOut(
            "WAWebSendReactionMsgAction",
            "WAPhoneFindCC",
            "WAWebNewGroupFlowLoadable",
            "WAWebChatForwardMessage");
    SessionId session = fixture.sessions().start("lacking");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      Map<String, AttributeValue> item =
          fixture.sessions().await(session, seen -> seen.containsKey(ObservationItem.UNAVAILABLE));
      assertThat(Objects.requireNonNull(item.get(ObservationItem.UNAVAILABLE)).ss())
          .containsExactlyInAnyOrder(
              "messageReact", "clientGetCountryCode", "contactGetCountryCode", "clientCreateGroup");
      JsonNode sent = fixture.commands().answer(send(session, "here")).path("message");
      String chat = HostFixture.AWA + "@c.us";
      ObjectNode message =
          Json.MAPPER
              .createObjectNode()
              .put("chatId", chat)
              .put("messageId", sent.path("id").path("_serialized").asText());
      assertLacks(
          fixture
              .commands()
              .accept(session, "messageReact", message.deepCopy().put("reaction", "x")));
      assertLacks(
          fixture
              .commands()
              .accept(
                  session, "messageForward", message.deepCopy().put("destinationChatId", chat)));
      fixture
          .sessions()
          .await(
              session,
              seen ->
                  Optional.ofNullable(seen.get(ObservationItem.UNAVAILABLE))
                      .filter(operations -> operations.ss().contains("messageForward"))
                      .isPresent());
      CommandId info = fixture.commands().accept(session, "messageGetClassInfo", message);
      assertThat(fixture.commands().answer(info).path("success").asBoolean()).isTrue();
      fixture.sessions().end(session);
    } finally {
      fixture.phones().leaveOut();
    }
  }

  private static void assertLacks(CommandId command) {
    assertThat(StoredSessions.value(fixture.commands().outcome(command), CommandItem.FAILURE))
        .isEqualTo("UNAVAILABLE_IN_THIS_VERSION");
  }

  @Test
  void sendsManyMessagesSideBySideEachOnceAndEachChatInOrder() throws Exception {
    SessionId session = fixture.sessions().start("fast");
    Map<String, String> environment = fixture.environment("host-a");
    environment.put("GRIOT_HEARTBEAT", "1h"); // the first checkpoint does not wait for one
    try (SessionHost _ = fixture.host(environment)) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.sessions().await(session, item -> item.containsKey(SessionItem.CHECKPOINT));
      List<CommandId> sent =
          IntStream.range(0, 128)
              .mapToObj(i -> {
                String phone = HostFixture.PHONES.get(i % HostFixture.PHONES.size());
                ObjectNode message = Commands.message(phone, "many-%03d".formatted(i));
                return fixture.commands().accept(session, "clientSendMessage", message, phone);
              })
              .toList();
      for (CommandId id : sent) {
        assertThat(fixture.commands().answer(id).path("success").asBoolean()).isTrue();
      }
      for (String phone : HostFixture.PHONES) {
        assertThat(fixture.phones().received(phone, "many-"))
            .hasSize(32)
            .doesNotHaveDuplicates()
            .isSorted();
      }
      fixture.sessions().end(session);
    }
  }

  private static CommandId send(SessionId session, String text) {
    return send(session, text, "awa");
  }

  private static CommandId send(SessionId session, String text, String group) {
    return fixture
        .commands()
        .accept(session, "clientSendMessage", Commands.message(HostFixture.AWA, text), group);
  }

  @Test
  void losesAndRepeatsNothingWhenTheHostIsKilledUnderWay() throws Exception {
    SessionId session = fixture.sessions().start("killed");
    Process host = fixture.hostProcess("host-k");
    try {
      fixture.pair(session, HostFixture.SHOP);
      List<CommandId> sent =
          IntStream.range(0, 40).mapToObj(i -> send(session, "kill-" + i, "g" + i % 8)).toList();
      fixture.commands().outcome(sent.get(3)); // some are done, some under way, some not begun
      host.destroyForcibly().waitFor();
      await().atMost(Duration.ofMinutes(1)).until(() -> fixture.browserProcesses("host-k") == 0);
      host = fixture.hostProcess("host-k");
      for (CommandId id : sent) {
        assertThat(fixture.commands().answer(id).path("success").asBoolean()).isTrue();
      }
      List<String> arrived = fixture.phones().received(HostFixture.AWA, "kill-");
      assertThat(arrived).hasSize(40).doesNotHaveDuplicates();
      fixture.sessions().end(session);
    } finally {
      host.destroy();
      assertThat(host.waitFor(120, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(fixture.browserProcesses("host-k")).isZero();
  }

  private static void killBrowsers(SessionId session) {
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(session.value()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
