package io.griot.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.host.SessionHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One host after another on one sandbox; every test has a session of its own. */
final class SessionHostIT {
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

  @Test
  void comesBackWithoutASecondScanAlsoOnAnotherHost() throws Exception {
    SessionId session = fixture.startSession("moving");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      assertThat(fixture.answer(send(session, "before")).path("success").asBoolean()).isTrue();
    }
    assertThat(fixture.session(session))
        .doesNotContainKey(SessionItem.OWNER)
        .containsKey(SessionItem.CHECKPOINT);
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.awaitSession(session, HostFixture::isUsable);
    }
    try (SessionHost _ = fixture.host("host-b")) {
      fixture.awaitSession(session, HostFixture::isUsable);
      assertThat(fixture.answer(send(session, "after")).path("success").asBoolean()).isTrue();
      end(session);
    }
  }

  @Test
  void keepsTheLinkOfASessionThatWasPairedAMomentBeforeTheEnd() throws Exception {
    SessionId session = fixture.startSession("hasty");
    Map<String, String> environment = fixture.environment("host-a");
    environment.put("GRIOT_HEARTBEAT", "1h"); // so the end comes before the first
    try (SessionHost _ = fixture.host(environment)) {
      fixture.pair(session, HostFixture.SHOP);
    }
    assertThat(fixture.session(session)).containsKey(SessionItem.CHECKPOINT);
    try (SessionHost _ = fixture.host("host-b")) {
      fixture.awaitSession(session, HostFixture::isUsable);
      end(session);
    }
  }

  @Test
  void removesEverythingOfATerminatedSession() throws Exception {
    SessionId session = fixture.startSession("ending");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      end(session);
      assertThat(fixture.session(session)).isEmpty();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !fixture.hasQueue(session) && !hasProfile("host-a", session));
      await().atMost(Duration.ofSeconds(20)).until(() -> !fixture.hasNotedEnd(session));
    }
  }

  @Test
  void startsAnewRightAfterATermination() throws Exception {
    SessionId session = fixture.startSession("again");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      end(session);
      fixture.startSession("again");
      fixture.pair(session, HostFixture.SHOP);
      assertThat(fixture.answer(send(session, "anew")).path("success").asBoolean()).isTrue();
      end(session);
    }
  }

  private static boolean hasProfile(String host, SessionId session) throws IOException {
    try (Stream<Path> profiles = Files.list(folder.resolve(host).resolve("profiles"))) {
      return profiles.anyMatch(path -> path.getFileName().toString().startsWith(session.value()));
    }
  }

  @Test
  void answersWhatCameWhileTheBrowserWasReplaced() throws Exception {
    SessionId session = fixture.startSession("crashing");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      CommandId restart =
          fixture.accept(session, "sessionRestart", Json.MAPPER.createObjectNode(), "lifecycle");
      assertThat(fixture.answer(restart).path("message").asText())
          .isEqualTo("Restarted successfully");
      assertThat(HostFixture.isUsable(fixture.session(session))).isFalse();
      assertThat(fixture.answer(send(session, "one")).path("success").asBoolean()).isTrue();
      killBrowsers(session);
      assertThat(fixture.answer(send(session, "two")).path("success").asBoolean()).isTrue();
      end(session);
    }
  }

  @Test
  void showsANewCodeAfterThePhoneLoggedTheDeviceOut() throws Exception {
    SessionId session = fixture.startSession("leaving");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.logOutAll(HostFixture.SHOP);
      Map<String, AttributeValue> item =
          fixture.awaitSession(session, seen -> seen.containsKey(SessionItem.QR));
      assertThat(HostFixture.isUsable(item)).isFalse();
      assertThat(HostFixture.value(item, SessionItem.PROBLEM)).isEqualTo("logged_out");
      assertThat(HostFixture.value(fixture.outcome(send(session, "late")), CommandItem.FAILURE))
          .isEqualTo("SESSION_NOT_CONNECTED");
      end(session);
    }
  }

  @Test
  void refusesOnlyWhatItsWhatsAppLacks() throws Exception {
    // The last one WhatsApp loads when it first forwards, so nobody can know before.
    fixture.leaveOut("WAWebSendReactionMsgAction", "WAPhoneFindCC", "WAWebChatForwardMessage");
    SessionId session = fixture.startSession("lacking");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      Map<String, AttributeValue> item =
          fixture.awaitSession(session, seen -> seen.containsKey(SessionItem.UNAVAILABLE));
      assertThat(Objects.requireNonNull(item.get(SessionItem.UNAVAILABLE)).ss())
          .containsExactlyInAnyOrder(
              "messageReact", "clientGetCountryCode", "contactGetCountryCode");
      JsonNode sent = fixture.answer(send(session, "here")).path("message");
      String chat = HostFixture.AWA + "@c.us";
      ObjectNode message =
          Json.MAPPER
              .createObjectNode()
              .put("chatId", chat)
              .put("messageId", sent.path("id").path("_serialized").asText());
      assertLacks(fixture.accept(session, "messageReact", message.deepCopy().put("reaction", "x")));
      assertLacks(
          fixture.accept(
              session, "messageForward", message.deepCopy().put("destinationChatId", chat)));
      CommandId info = fixture.accept(session, "messageGetClassInfo", message);
      assertThat(fixture.answer(info).path("success").asBoolean()).isTrue();
      end(session);
    } finally {
      fixture.leaveOut();
    }
  }

  private static void assertLacks(CommandId command) {
    assertThat(HostFixture.value(fixture.outcome(command), CommandItem.FAILURE))
        .isEqualTo("UNAVAILABLE_IN_THIS_VERSION");
  }

  @Test
  void sendsManyMessagesSideBySide() throws Exception {
    SessionId session = fixture.startSession("fast");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      sendMany(session, 64); // warms both JVM and page up
      long began = System.nanoTime();
      double seconds = sendMany(session, 256);
      System.out.printf("all in all %.1f s%n", (System.nanoTime() - began) / 1e9);
      System.out.printf("256 sends in %.1f s: %.0f a second%n", seconds, 256 / seconds);
      end(session);
    }
  }

  private static List<CommandId> acceptAtOnce(SessionId session, int count) {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<CommandId>> accepted =
          IntStream.range(0, count)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> message(session, i), callers))
              .toList();
      return accepted.stream().map(CompletableFuture::join).toList();
    }
  }

  private static CommandId message(SessionId session, int number) {
    String phone = HostFixture.PHONES.get(number % HostFixture.PHONES.size());
    return fixture.accept(
        session,
        "clientSendMessage",
        HostFixture.message(phone, "m" + number),
        "group-" + number % 32);
  }

  /** Sends so many at once and returns how long that took, in seconds. */
  private static double sendMany(SessionId session, int count) {
    List<CommandId> sent = acceptAtOnce(session, count);
    List<Map<String, AttributeValue>> outcomes = sent.stream().map(fixture::outcome).toList();
    LongSummaryStatistics finished =
        outcomes.stream()
            .mapToLong(item -> Long.parseLong(HostFixture.value(item, CommandItem.FINISHED_AT)))
            .summaryStatistics();
    double pageMillis =
        outcomes.stream()
            .mapToDouble(
                item -> Double.parseDouble(HostFixture.value(item, CommandItem.PAGE_MILLIS)))
            .average()
            .orElseThrow();
    System.out.printf("the page's own time: %.0f ms on average%n", pageMillis);
    return (finished.getMax() - finished.getMin()) / 1e3;
  }

  private static CommandId send(SessionId session, String text) {
    return send(session, text, "awa");
  }

  private static CommandId send(SessionId session, String text, String group) {
    return fixture.accept(
        session, "clientSendMessage", HostFixture.message(HostFixture.AWA, text), group);
  }

  private static void end(SessionId session) {
    CommandId end =
        fixture.accept(session, "sessionTerminate", Json.MAPPER.createObjectNode(), "lifecycle");
    assertThat(fixture.answer(end).path("message").asText()).isEqualTo("Logged out successfully");
  }

  @Test
  void losesAndRepeatsNothingWhenTheHostIsKilledUnderWay() throws Exception {
    SessionId session = fixture.startSession("killed");
    Process host = fixture.hostProcess("host-k");
    try {
      fixture.pair(session, HostFixture.SHOP);
      List<CommandId> sent =
          IntStream.range(0, 40).mapToObj(i -> send(session, "kill-" + i, "g" + i % 8)).toList();
      fixture.outcome(sent.get(3)); // some are done, some under way, some not begun
      host.destroyForcibly().waitFor();
      await().atMost(Duration.ofSeconds(10)).until(() -> fixture.browserProcesses("host-k") == 0);
      host = fixture.hostProcess("host-k");
      for (CommandId id : sent) {
        assertThat(fixture.answer(id).path("success").asBoolean()).isTrue();
      }
      List<String> arrived = fixture.received(HostFixture.AWA, "kill-");
      assertThat(arrived).hasSize(40).doesNotHaveDuplicates();
      end(session);
    } finally {
      host.destroy();
      assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(fixture.browserProcesses("host-k")).isZero();
  }

  private static void killBrowsers(SessionId session) {
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(session.value()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
