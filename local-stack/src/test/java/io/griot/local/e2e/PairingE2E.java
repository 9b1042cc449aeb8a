package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All ways to link and unlink a session, on one stack. */
class PairingE2E {
  @RegisterExtension static final WholeStack griot = WholeStack.withHost();

  private static Phone shop;

  @BeforeAll
  static void start() throws Exception {
    shop = griot.phone(Phone.SHOP);
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  /** Leaves no session and no linked device for the next test. */
  @AfterEach
  void endSession() {
    shop.faults(Json.readObject("{\"passkey\":false,\"tooFast\":false}"));
    griot.api().get("/session/terminate/shop");
    griot.awaitAnswer(
        "/session/status/shop",
        answer -> answer.body().path("message").asText().equals("session_not_found"));
    shop.devices().forEach(device -> shop.logOut(device.path("id").asText()));
  }

  @Test
  void pairsByPhoneNumber() throws Exception {
    griot.api().get("/session/start/shop");
    griot.qr("shop");
    ObjectNode body = Json.MAPPER.createObjectNode().put("phoneNumber", shop.number());

    Answer answer = griot.api().post("/session/requestPairingCode/shop", body);

    assertThat(answer.success()).as(answer.text()).isTrue();
    shop.enterLinkCode(answer.body().path("result").asText());
    griot.awaitConnected("shop");
  }

  @Test
  void goesBackToAFreshCodeWhenLinkingAsksForAPasskey() throws Exception {
    griot.api().get("/session/start/shop");
    String first = griot.qr("shop");
    shop.faults(Json.readObject("{\"passkey\":true}"));

    assertThatThrownBy(() -> shop.scan(first)).hasMessageContaining("passkey_required");

    Answer status = griot.awaitAnswer("/session/status/shop", PairingE2E::wantsPasskey);
    assertThat(status.body().path("state").asText()).isEqualTo("UNPAIRED");
    griot.awaitAnswer("/session/qr/shop", answer -> !answer.success());

    // A caller who asks for a code has chosen not to use the passkey.
    ObjectNode body = Json.MAPPER.createObjectNode().put("phoneNumber", shop.number());
    Answer code = griot.api().post("/session/requestPairingCode/shop", body);
    assertThat(code.success()).as(code.text()).isTrue();
    griot.awaitAnswer("/session/status/shop", answer -> !wantsPasskey(answer));
    assertThat(griot.qr("shop")).isNotEqualTo(first);
    shop.faults(Json.readObject("{\"passkey\":false,\"tooFast\":false}"));
    shop.scan(griot.qr("shop"));
    griot.awaitConnected("shop");
  }

  private static boolean wantsPasskey(Answer answer) {
    return answer.body().path("reason").asText().equals("passkey_required");
  }

  @Test
  void terminatingLogsTheDeviceOutAndForgetsTheSession() throws Exception {
    griot.pair("shop", shop);

    Answer answer = griot.api().get("/session/terminate/shop");

    assertThat(answer.body())
        .isEqualTo(Json.readObject("{\"success\":true,\"message\":\"Logged out successfully\"}"));
    assertThat(shop.devices()).isEmpty();
    assertThat(griot.api().get("/session/status/shop").body().path("message").asText())
        .isEqualTo("session_not_found");
    // The name is free again, and the new session has nothing of the old one.
    assertThat(griot.api().get("/session/start/shop").success()).isTrue();
    assertThat(griot.qr("shop")).isNotEmpty();
    // A start during the ending is not lost.
    Map<String, String> async = Map.of("prefer", "respond-async");
    griot.api().send("GET", "/session/terminate/shop", null, async);
    assertThat(griot.api().send("GET", "/session/start/shop", null, async).success()).isTrue();
    assertThat(griot.qr("shop")).isNotEmpty();
  }

  @Test
  void saysSoWhenAPhoneMayGoOnShowingTheDeviceOfASessionThatEnded() throws Exception {
    griot.pair("shop", shop);
    shop.ask("PUT", "/faults", Json.MAPPER.createObjectNode().put("tooFast", true));

    Answer answer = griot.api().get("/session/terminate/shop");

    assertThat(answer.body().path("success").asBoolean()).as(answer.text()).isTrue();
    assertThat(answer.body().path("reason").asText()).isEqualTo("device_still_linked");
    assertThat(shop.devices()).hasSize(1);
    assertThat(griot.api().get("/session/status/shop").body())
        .isEqualTo(
            Json.readObject(
                "{\"success\":false,\"state\":null,\"message\":\"session_not_found\","
                    + "\"reason\":\"device_still_linked\"}"));
  }

  @Test
  void saysSoLaterToWhoDoesNotWaitForTheEnd() throws Exception {
    griot.pair("shop", shop);
    shop.ask("PUT", "/faults", Json.MAPPER.createObjectNode().put("tooFast", true));

    Answer answer =
        griot.api().send("GET", "/session/terminate/shop", null, Map.of("prefer", "respond-async"));

    assertThat(answer.status()).isEqualTo(202);
    String location = answer.location().orElseThrow();
    Answer ended =
        griot.awaitAnswer(
            location, status -> status.body().path("message").asText().equals("session_not_found"));
    assertThat(ended.body().path("reason").asText()).isEqualTo("device_still_linked");
  }

  @Test
  void restartingKeepsTheLink() throws Exception {
    try (Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);
      assertThat(isSilenced(shop)).isFalse(); // although a new page has the focus
      Answer available =
          griot.api().post("/client/sendPresenceAvailable/shop", Json.MAPPER.createObjectNode());
      assertThat(available.success()).as(available.text()).isTrue();

      assertThat(griot.api().get("/session/restart/shop").body())
          .isEqualTo(Json.readObject("{\"success\":true,\"message\":\"Restarted successfully\"}"));

      griot.awaitConnected("shop");
      griot.send("shop", customer.id(), "still here");
      assertThat(shop.devices()).hasSize(1);
      WholeStack.patiently().until(() -> isSilenced(shop));
    }
  }

  /** Whether the phone shows no notifications, because a linked device is in use. */
  private static boolean isSilenced(Phone phone) {
    return phone.ask("GET", "", null).path("silenced").asBoolean();
  }

  @Test
  void saysSoWhenThePhoneRemovesTheDevice() throws Exception {
    griot.pair("shop", shop);

    shop.logOut(shop.devices().getFirst().path("id").asText());

    griot.awaitAnswer("/session/status/shop", answer -> !answer.success());
    shop.scan(griot.qr("shop"));
    griot.awaitConnected("shop");
  }

  @Test
  void twoStartsAtOnceGiveOneBrowser() throws Exception {
    var answers =
        java.util.stream.IntStream.range(0, 2)
            .parallel()
            .mapToObj(i -> griot.api().get("/session/start/shop"))
            .toList();

    assertThat(answers).filteredOn(Answer::success).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.success())
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(422);
          assertThat(answer.body().path("error").asText())
              .isEqualTo("Session already exists for: shop");
        });
    griot.qr("shop");
    String profiles = griot.folder().resolve("host").toString();
    assertThat(
            ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("--user-data-dir=" + profiles))
                .filter(line -> !line.contains("--type=")))
        .hasSize(1);
  }
}
