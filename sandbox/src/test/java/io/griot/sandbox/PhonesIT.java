package io.griot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The phones' HTTP interface, and its answers to invalid requests. */
@Timeout(300)
class PhonesIT {
  private static final String SHOP = "237690000001";
  private static final String AWA = "237690000002";

  @TempDir Path folder;
  private HttpClient http;
  private SandboxServer server;
  private PhoneClient phones;

  @BeforeEach
  void start() throws Exception {
    http = HttpClient.newHttpClient();
    SandboxConfig config = SandboxConfig.in(folder).withReceiptDelay(Duration.ZERO);
    server = SandboxServer.start(config);
    phones = new PhoneClient(http, server.port());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    http.close();
  }

  @Test
  void makesPeopleGroupsAndManyChats() throws Exception {
    phones.post("/phones", "{\"pn\":\"+237655000009\",\"pushname\":\"Ngozi\"}");
    phones.post(
        "/phones/" + SHOP + "/groups",
        "{\"subject\":\"Livreurs\",\"participants\":[\"237655000009\"]}");
    phones.post("/phones/" + SHOP + "/seed", "{\"chats\":50,\"messagesPerChat\":2}");

    assertThat(phones.get("/phones/237655000009/chats").path(0).path("name").asText())
        .isEqualTo("Livreurs");
    assertThat(phones.get("/phones/" + SHOP + "/chats")).hasSizeGreaterThan(54);
  }

  @Test
  void holdsMessagesForAPhoneThatIsOffUntilItIsOnAgain() throws Exception {
    phones.send("PATCH", "/phones/" + AWA, "{\"delivers\":false}");
    phones.post("/phones/" + SHOP + "/chats/" + AWA + "/messages", "{\"text\":\"Allô ?\"}");
    String path = "/chats/" + AWA + "/messages?limit=1";
    assertThat(phones.get("/phones/" + SHOP + path).path(0).path("ack").asInt()).isEqualTo(1);

    phones.send("PATCH", "/phones/" + AWA, "{\"delivers\":true,\"readsAtOnce\":true}");
    phones.await(SHOP, path, messages -> messages.path(0).path("ack").asInt() == 3);
  }

  @Test
  void showsReactionsOnBothPhones() throws Exception {
    String sent =
        phones
            .post("/phones/" + SHOP + "/chats/" + AWA + "/messages", "{\"text\":\"Prêt\"}")
            .path("id")
            .asText();
    phones.post(
        "/phones/" + AWA + "/chats/" + SHOP + "/reactions",
        "{\"messageId\":\"" + sent + "\",\"text\":\"🎉\"}");

    JsonNode shown = phones.get("/phones/" + SHOP + "/chats/" + AWA + "/messages?limit=1");
    assertThat(shown.path(0).path("reactions").path(0).path("text").asText()).isEqualTo("🎉");
  }

  @Test
  void namesWhatIsWrongWithARequest() throws Exception {
    assertRefused("POST", "/phones", "{\"pn\":\"237\"", 400, "not JSON");
    assertRefused("POST", "/phones", "[]", 422, "");
    assertRefused("POST", "/phones", "null", 422, "");
    assertRefused("POST", "/phones", "{\"pn\":\"237655000009\"}", 422, "pushname is missing");
    assertRefused("POST", "/phones", "{\"pn\":\"237655000009\",\"pushname\":{}}", 422, "pushname");
    assertRefused("POST", "/phones", "{\"pn\":\"abc\",\"pushname\":\"x\"}", 422, "address");
    assertRefused("POST", "/phones/" + SHOP + "/seed", "{\"chats\":9}", 422, "messagesPerChat");
    assertRefused(
        "POST", "/phones/" + SHOP + "/seed", "{\"chats\":0,\"messagesPerChat\":1}", 422, "chats");
    assertRefused("GET", "/phones/237600000000/chats", "", 404, "not_on_whatsapp");
    assertRefused(
        "GET", "/phones/" + SHOP + "/chats/" + AWA + "/messages?limit=x", "", 422, "limit");
    assertRefused("GET", "/phones/" + SHOP + "/changes?since=x", "", 422, "since");
    assertRefused("DELETE", "/phones/" + SHOP + "/devices/none", "", 404, "device_removed");
    assertRefused("POST", "/phones/" + SHOP + "/chats/" + AWA + "/leave", "", 404, "no_such_group");
    assertRefused("PUT", "/faults", "{\"leaveOut\":[null]}", 422, "leaveOut");
    assertRefused("GET", "/nothing/here", "", 404, "");
    assertRefused("DELETE", "/phones", "", 405, "");
    assertRefused("POST", "/phones", "\"" + "x".repeat(600_000) + "\"", 413, "");
  }

  private void assertRefused(String method, String path, String body, int status, String error)
      throws Exception {
    HttpResponse<String> response = phones.send(method, path, body);
    assertThat(response.statusCode())
        .as("%s %s: %s", method, path, response.body())
        .isEqualTo(status);
    assertThat(response.body()).startsWith("{\"success\":false,\"error\":\"").contains(error);
  }

  @Test
  void tellsThePageWhatToLeaveOut() throws Exception {
    phones.send("PUT", "/faults", "{\"leaveOut\":[\"WAWebChatCollection\"]}");

    JsonNode config = phones.get("/page-config.json");
    assertThat(config.path("leaveOut").path(0).asText()).isEqualTo("WAWebChatCollection");
    assertThat(config.path("fillers").asInt()).isZero();
  }

  @Test
  void servesThePageAndThePhonesPage() throws Exception {
    for (String path : new String[] {"/", "/client.js", "/phones/ui", "/phones/ui/main.js"}) {
      HttpResponse<String> response = phones.send("GET", path, "");
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Security-Policy")).as(path).isPresent();
    }
  }

  @Test
  void refusesPagesFromElsewhere() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/phones"))
            .header("Origin", "https://example.org")
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
  }
}
