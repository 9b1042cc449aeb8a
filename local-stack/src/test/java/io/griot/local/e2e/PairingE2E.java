package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.sandbox.SandboxConfig;
import io.griot.sandbox.wire.Pairing.QrTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way into a session and out of it. */
class PairingE2E {
  @TempDir Path folder;

  @Test
  void followsEveryRotationOfTheQrCode() throws Exception {
    SandboxConfig quick =
        SandboxConfig.in(folder.resolve("sandbox"))
            .withQrTimes(new QrTimes(Duration.ofSeconds(2), Duration.ofSeconds(2)));
    try (Griot griot = Griot.start(LocalStackConfig.in(folder).withSandbox(quick));
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.api.get("/session/start/shop");
      String first = griot.qr("shop");
      assertThat(first.split(",", -1)).hasSize(5);
      // More than the six references of one round: the page is asked for fresh ones.
      String last = first;
      for (int i = 0; i < 8; i++) {
        String before = last;
        last =
            griot
                .awaitAnswer(
                    "/session/qr/shop",
                    answer -> answer.success() && !answer.body().path("qr").asText().equals(before))
                .body()
                .path("qr")
                .asText();
      }
      shop.scan(griot.qr("shop"));
      griot.awaitConnected("shop");
    }
  }

  @Test
  void knowsThatAPageLivesWithoutWaitingForTheNextHeartbeat() throws Exception {
    Map<String, String> rareBeats =
        Map.of("GRIOT_LEASE_DURATION", "30m", "GRIOT_LEASE_RENEWAL", "10m");
    try (Griot griot = Griot.start(LocalStackConfig.in(folder).withSettings(rareBeats));
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.pair("shop", shop);
      assertThat(griot.api.get("/session/restart/shop").success()).isTrue();
      griot.awaitConnected("shop");
    }
  }

  @Test
  void pairsByPhoneNumber() throws Exception {
    try (Griot griot = Griot.start(folder);
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.api.get("/session/start/shop");
      griot.qr("shop");
      ObjectNode body = Json.MAPPER.createObjectNode().put("phoneNumber", shop.number());

      Answer answer = griot.api.post("/session/requestPairingCode/shop", body);

      assertThat(answer.success()).as(answer.text()).isTrue();
      shop.enterLinkCode(answer.body().path("result").asText());
      griot.awaitConnected("shop");
    }
  }

  @Test
  void terminatingLogsTheDeviceOutAndForgetsTheSession() throws Exception {
    try (Griot griot = Griot.start(folder);
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.pair("shop", shop);

      Answer answer = griot.api.get("/session/terminate/shop");

      assertThat(answer.body())
          .isEqualTo(Json.readObject("{\"success\":true,\"message\":\"Logged out successfully\"}"));
      assertThat(shop.devices()).isEmpty();
      assertThat(griot.api.get("/session/status/shop").body().path("message").asText())
          .isEqualTo("session_not_found");
      // The name is free again, and knows nothing of before.
      assertThat(griot.api.get("/session/start/shop").success()).isTrue();
      assertThat(griot.qr("shop")).isNotEmpty();
      // A start while it ends is not lost.
      Map<String, String> async = Map.of("prefer", "respond-async");
      griot.api.send("GET", "/session/terminate/shop", null, async);
      assertThat(griot.api.send("GET", "/session/start/shop", null, async).success()).isTrue();
      assertThat(griot.qr("shop")).isNotEmpty();
    }
  }

  @Test
  void saysSoWhenAPhoneMayGoOnShowingTheDeviceOfASessionThatEnded() throws Exception {
    try (Griot griot = Griot.start(folder);
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.pair("shop", shop);
      shop.ask("PUT", "/faults", Json.MAPPER.createObjectNode().put("tooFast", true));

      Answer answer = griot.api.get("/session/terminate/shop");

      assertThat(answer.body().path("success").asBoolean()).as(answer.text()).isTrue();
      assertThat(answer.body().path("reason").asText()).isEqualTo("device_still_linked");
      assertThat(shop.devices()).hasSize(1);
      assertThat(griot.api.get("/session/status/shop").body().path("message").asText())
          .isEqualTo("session_not_found");
    }
  }

  @Test
  void restartingKeepsTheLink() throws Exception {
    try (Griot griot = Griot.start(folder);
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);

      assertThat(griot.api.get("/session/restart/shop").body())
          .isEqualTo(Json.readObject("{\"success\":true,\"message\":\"Restarted successfully\"}"));

      griot.awaitConnected("shop");
      griot.send("shop", customer.id(), "still here");
      assertThat(shop.devices()).hasSize(1);
    }
  }

  @Test
  void saysSoWhenThePhoneRemovesTheDevice() throws Exception {
    try (Griot griot = Griot.start(folder);
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.pair("shop", shop);

      shop.logOut(shop.devices().getFirst().path("id").asText());

      griot.awaitAnswer("/session/status/shop", answer -> !answer.success());
      shop.scan(griot.qr("shop"));
      griot.awaitConnected("shop");
    }
  }

  @Test
  void twoStartsAtOnceGiveOneBrowser() throws Exception {
    try (Griot griot = Griot.start(folder)) {
      var answers =
          java.util.stream.IntStream.range(0, 2)
              .parallel()
              .mapToObj(i -> griot.api.get("/session/start/shop"))
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
      String profiles = folder.resolve("host").toString();
      assertThat(
              ProcessHandle.allProcesses()
                  .map(process -> process.info().commandLine().orElse(""))
                  .filter(line -> line.contains("--user-data-dir=" + profiles))
                  .filter(line -> !line.contains("--type=")))
          .hasSize(1);
    }
  }
}
