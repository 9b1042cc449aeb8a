package io.griot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page and the phones on a running server. */
@Timeout(300)
class SandboxServerIT {
  private static final String SHOP = "237690000001";
  private static final String AWA = "237690000002";
  private static final String BLAISE = "237690000003";

  @TempDir Path folder;
  private HttpClient http;
  private SandboxServer server;
  private PhoneClient phones;

  @BeforeEach
  void start() throws Exception {
    http = HttpClient.newHttpClient();
    run();
  }

  private void run() throws Exception {
    server = SandboxServer.start(SandboxConfig.in(folder).withReceiptDelay(Duration.ofMillis(5)));
    phones = new PhoneClient(http, server.port());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    http.close();
  }

  @Test
  void pairsByQrAndHandsOverTheHistory() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      pairByQr(page);

      JsonNode history = page.push("history").path("history");
      page.push("offlineDone");
      assertThat(history.path("chats")).hasSizeGreaterThan(3);
      assertThat(history.path("messages")).hasSizeGreaterThan(5);
      assertThat(phones.get("/phones/" + SHOP + "/devices")).hasSize(1);
    }
  }

  @Test
  void pairsByCodeForTheNumberThatAskedOnly() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      String code =
          page.request(
                  "linkCode",
                  o -> o.put("phone", SHOP).put("notify", true).put("publicKey", "a2V5"))
              .path("code")
              .asText();
      String typed = "{\"code\":\"" + code.substring(0, 4) + "-" + code.substring(4) + "\"}";

      assertThat(phones.send("POST", "/phones/" + AWA + "/link-code", typed).statusCode())
          .isEqualTo(409);
      var linked =
          phones.later("POST", "/phones/" + SHOP + "/link-code", "application/json", typed);
      page.register();

      assertThat(linked.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void refusesACodeThatNoPageShows() throws Exception {
    HttpResponse<String> notShown =
        phones.send("POST", "/phones/" + SHOP + "/scan", "{\"qr\":\"2@gone,a,b,c2VjcmV0\"}");
    HttpResponse<String> noCode =
        phones.send("POST", "/phones/" + SHOP + "/scan", "{\"qr\":\"https://example.org\"}");

    assertThat(notShown.statusCode()).isEqualTo(409);
    assertThat(notShown.body()).contains("pairing_code_not_valid");
    assertThat(noCode.statusCode()).isEqualTo(422);
  }

  @Test
  void carriesMessagesBothWaysWithTheirAcks() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      pairByQr(page);
      String awa = lid(AWA);

      page.request("send", o -> message(o, "3EB0AA", awa, "Votre commande est prête"));
      assertThat(page.push("receipt").path("ack").asInt()).isEqualTo(2);
      assertThat(page.push("receipt").path("ack").asInt()).isEqualTo(3);
      JsonNode shown = texts(AWA, SHOP, "Votre commande est prête").getFirst();
      assertThat(shown.path("ack").asInt()).isEqualTo(3);

      phones.post("/phones/" + AWA + "/chats/" + SHOP + "/messages", "{\"text\":\"Merci !\"}");
      JsonNode message = page.push("message").path("message");
      assertThat(message.path("body").asText()).isEqualTo("Merci !");
      assertThat(message.path("chat").asText()).isEqualTo(awa);
      assertThat(message.path("fromMe").asBoolean()).isFalse();

      page.request("read", o -> emptyIds(o.put("chat", awa)));
      phones.await(
          AWA,
          "/chats/" + SHOP + "/messages",
          messages -> messages.path(messages.size() - 1).path("ack").asInt() == 3);
    }
  }

  @Test
  void deliversARepeatedSendOnce() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      pairByQr(page);
      String blaise = lid(BLAISE);

      JsonNode first = page.request("send", o -> message(o, "3EB0BB", blaise, "Une fois"));
      JsonNode second = page.request("send", o -> message(o, "3EB0BB", blaise, "Une fois"));

      assertThat(second).isEqualTo(first);
      List<JsonNode> shown = texts(BLAISE, SHOP, "Une fois");
      assertThat(shown).hasSize(1);
      assertThat(shown.getFirst().path("timesReceived").asInt()).isEqualTo(2);
    }
  }

  @Test
  void keepsForADeviceWhatCameWhileItAndTheServerWereAway() throws Exception {
    PageClient page = PageClient.open(http, server.port());
    String device = pairByQr(page);
    page.request("received", o -> o.put("upTo", page.push("history").path("n").asLong()));
    page.close();
    phones.post("/phones/" + AWA + "/chats/" + SHOP + "/messages", "{\"text\":\"Vous êtes là ?\"}");

    server.close();
    run();

    try (PageClient again = page.reopen(http, server.port())) {
      assertThat(again.logIn(device).path("ok").asBoolean()).isTrue();
      again.push("ready");
      JsonNode kept = again.push("message");
      again.push("offlineDone");
      assertThat(kept.path("message").path("body").asText()).isEqualTo("Vous êtes là ?");
      assertThat(again.passed()).noneMatch(frame -> frame.path("push").asText().equals("history"));
    }
  }

  @Test
  void refusesALoginWithAnotherKeyAndOneOfARemovedDevice() throws Exception {
    try (PageClient page = PageClient.open(http, server.port());
        PageClient stranger = PageClient.open(http, server.port())) {
      String device = pairByQr(page);

      assertThat(stranger.logIn(device).path("error").asText()).isEqualTo("bad_signature");
      phones.send("DELETE", "/phones/" + SHOP + "/devices/" + device, "");
      page.push("deviceRemoved");
      assertThat(page.closeCode()).isEqualTo(4401);
      try (PageClient again = page.reopen(http, server.port())) {
        assertThat(again.logIn(device).path("error").asText()).isEqualTo("device_removed");
      }
    }
  }

  @Test
  void answersWhatIsNoRequestWithAnErrorAndStaysUp() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      assertThat(page.exchange("fly", o -> o).path("error").asText()).isEqualTo("bad_request");
      assertThat(page.exchange("send", o -> o).path("error").asText()).isEqualTo("bad_request");
      assertThat(page.exchange("logout", o -> o).path("error").asText()).isEqualTo("not_logged_in");
      page.raw("no json");
      assertThat(page.closeCode()).isEqualTo(4400);
    }
  }

  @Test
  void cutsTheLineAndTakesTheDeviceBack() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      String device = pairByQr(page);

      assertThat(phones.post("/phones/" + SHOP + "/faults/drop", "").path("dropped").asInt())
          .isEqualTo(1);
      phones.await(SHOP, "/devices", devices -> !devices.path(0).path("isConnected").asBoolean());
      try (PageClient again = page.reopen(http, server.port())) {
        assertThat(again.logIn(device).path("ok").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void goesDeafAndHandsOverWhatWasMissedAfterwards() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      String device = pairByQr(page);
      page.request("received", o -> o.put("upTo", page.push("history").path("n").asLong()));
      page.push("offlineDone");

      phones.send("PUT", "/phones/" + SHOP + "/faults", "{\"deaf\":true}");
      page.send("send", 900, o -> message(o, "3EB0CC", "237690000002@c.us", "Perdu"));
      phones.post("/phones/" + AWA + "/chats/" + SHOP + "/messages", "{\"text\":\"Allô ?\"}");
      phones.send("PUT", "/phones/" + SHOP + "/faults", "{\"deaf\":false}");
      phones.await(SHOP, "/devices", devices -> !devices.path(0).path("isConnected").asBoolean());

      // People may have read the history's messages before the page went deaf.
      assertThat(page.passed()).allMatch(push -> push.path("push").asText().equals("receipt"));
      try (PageClient again = page.reopen(http, server.port())) {
        again.logIn(device);
        assertThat(again.push("message").path("message").path("body").asText()).isEqualTo("Allô ?");
      }
      assertThat(texts(AWA, SHOP, "Perdu")).isEmpty();
    }
  }

  @Test
  void acknowledgesLateWhenTold() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      pairByQr(page);
      phones.send("PUT", "/phones/" + SHOP + "/faults", "{\"ackDelayMillis\":300}");

      String awa = lid(AWA);
      long start = System.nanoTime();
      page.request("send", o -> message(o, "3EB0DD", awa, "Lent"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
    }
  }

  @Test
  void asksForAPasskeyInsteadOfLinkingAndTakesAFreshCodeOnceToldNotTo() throws Exception {
    phones.send("PUT", "/phones/" + SHOP + "/faults", "{\"passkey\":true}");
    try (PageClient page = PageClient.open(http, server.port())) {
      JsonNode refs = page.request("pairingRefs", o -> o);
      var refused =
          phones.later("POST", "/phones/" + SHOP + "/scan", "text/plain", page.qrText(refs, 0));
      page.push("passkeyPrologue");
      assertThat(refused.get(60, TimeUnit.SECONDS).body()).contains("passkey_required");
      phones.send("PUT", "/phones/" + SHOP + "/faults", "{\"passkey\":false}");
      assertThat(pairByQr(page)).isNotEmpty();
    }
  }

  @Test
  void isQuietOnThePhoneWhileADeviceSaysThatItIsInUse() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      pairByQr(page);
      assertThat(notified("Un")).isTrue();
      page.request("presence", o -> o.putNull("chat").put("state", "available"));
      assertThat(phones.get("/phones/" + SHOP).path("silenced").asBoolean()).isTrue();
      assertThat(notified("Deux")).isFalse();
      page.request("presence", o -> o.putNull("chat").put("state", "unavailable"));
      assertThat(notified("Trois")).isTrue();
    }
  }

  /** Whether the shop's phone notifies its owner of a new text from Awa. */
  private boolean notified(String text) throws Exception {
    String path = "/phones/" + AWA + "/chats/" + SHOP + "/messages";
    String id = phones.post(path, "{\"text\":\"" + text + "\"}").path("id").asText();
    for (JsonNode message : phones.get("/phones/" + SHOP + "/chats/" + AWA + "/messages")) {
      if (message.path("id").asText().equals(id)) {
        return message.path("notified").asBoolean();
      }
    }
    throw new AssertionError("the phone does not show " + id);
  }

  @Test
  void closesTheOlderConnectionOfADevice() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      String device = pairByQr(page);
      try (PageClient again = page.reopen(http, server.port())) {
        again.logIn(device);
        assertThat(page.closeCode()).isEqualTo(4409);
        assertThat(takeovers()).isEqualTo(1);
      }
      phones.await(SHOP, "/devices", devices -> !devices.path(0).path("isConnected").asBoolean());
      try (PageClient third = page.reopen(http, server.port())) {
        third.logIn(device);
        assertThat(takeovers()).isEqualTo(1);
      }
    }
  }

  private int takeovers() throws Exception {
    return phones.get("/phones/" + SHOP + "/devices").path(0).path("takeovers").asInt();
  }

  @Test
  void endsTheConnectionsOfADeviceAsIfItHadLoggedInElsewhere() throws Exception {
    try (PageClient page = PageClient.open(http, server.port())) {
      String _ = pairByQr(page);

      phones.send("POST", "/phones/" + SHOP + "/faults/replace", "");

      assertThat(page.closeCode()).isEqualTo(4409);
    }
  }

  @Test
  void tellsPagesThatTheirStorageIsSlowAndLeavesTheOtherFaultsAsTheyAre() throws Exception {
    phones.send("PUT", "/faults", "{\"leaveOut\":[\"WAWebCmd\"]}");

    phones.send("PUT", "/faults", "{\"slowStorage\":true}");

    JsonNode config = phones.get("/page-config.json");
    assertThat(config.path("slowStorage").asBoolean()).isTrue();
    assertThat(config.path("leaveOut")).hasSize(1);
  }

  private String pairByQr(PageClient page) throws Exception {
    JsonNode refs = page.request("pairingRefs", o -> o);
    assertThat(refs.path("refs")).hasSize(6);
    assertThat(refs.path("firstSeconds").asDouble()).isEqualTo(60);
    var scanned =
        phones.later("POST", "/phones/" + SHOP + "/scan", "text/plain", page.qrText(refs, 0));
    String device = page.register();
    assertThat(scanned.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    return device;
  }

  private String lid(String phone) throws Exception {
    return phones.get("/phones/" + phone).path("lid").asText();
  }

  private List<JsonNode> texts(String phone, String chat, String text) throws Exception {
    JsonNode messages = phones.get("/phones/" + phone + "/chats/" + chat + "/messages");
    return StreamSupport.stream(messages.spliterator(), false)
        .filter(m -> m.path("body").asText().equals(text))
        .toList();
  }

  private static ObjectNode message(ObjectNode frame, String id, String chat, String text) {
    frame
        .putObject("message")
        .put("id", id)
        .put("chat", chat)
        .put("fromMe", true)
        .put("t", 0)
        .put("type", "chat")
        .put("body", text)
        .put("ack", 0);
    return frame;
  }

  private static ObjectNode emptyIds(ObjectNode frame) {
    frame.putArray("ids");
    return frame;
  }
}
