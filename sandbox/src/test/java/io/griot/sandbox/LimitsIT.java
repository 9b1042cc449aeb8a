package io.griot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's limits of an account. */
@Timeout(300)
class LimitsIT {
  private static final String SHOP = "/phones/237690000001";
  private static final String STRANGER = "237690000090";
  private static final String OTHER = "237690000091";
  private final long end = Instant.now().getEpochSecond() + 3_600;

  @TempDir Path folder;
  private HttpClient http;
  private SandboxServer server;
  private PhoneClient phones;
  private PageClient page;
  private String device;

  @BeforeEach
  void pair() throws Exception {
    http = HttpClient.newHttpClient();
    server = SandboxServer.start(SandboxConfig.in(folder));
    phones = new PhoneClient(http, server.port());
    for (String number : new String[] {STRANGER, OTHER}) {
      phones.post("/phones", "{\"pn\":\"%s\",\"pushname\":\"New\"}".formatted(number));
    }
    page = PageClient.open(http, server.port());
    String text = page.qrText(page.request("pairingRefs", o -> o), 0);
    var scan = phones.later("POST", SHOP + "/scan", "text/plain", text);
    device = page.register();
    assertThat(scan.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
  }

  @AfterEach
  void stop() throws Exception {
    page.close();
    server.close();
    http.close();
  }

  @Test
  void refusesUnderATimelockWhoHasNotWrittenToTheAccount() throws Exception {
    impose("{\"timelock\":{\"until\":%d,\"type\":\"DEFAULT\"}}".formatted(end));

    JsonNode told = page.push("limits").path("timelock");
    assertThat(told.path("is_active").asBoolean()).isTrue();
    assertThat(told.path("time_enforcement_ends").asText()).isEqualTo(Long.toString(end));
    assertThat(page.request("reachoutTimelock", o -> o)).isEqualTo(told);
    assertThat(error("A1", STRANGER)).isEqualTo("reachout_timelocked");
    phones.post("/phones/" + STRANGER + "/chats/237690000001/messages", "{\"text\":\"Hello\"}");
    assertThat(error("A2", STRANGER)).isEmpty();
    assertThat(error("A3", OTHER)).isEqualTo("reachout_timelocked");
    impose("{}");
    assertThat(error("A4", OTHER)).isEmpty();
  }

  @Test
  void answersWhatWasSentBeforeALimitAsBefore() throws Exception {
    assertThat(error("B1", STRANGER)).isEmpty();
    impose("{\"timelock\":{\"until\":%d,\"type\":\"DEFAULT\"}}".formatted(end));

    assertThat(error("B1", STRANGER)).isEmpty();
  }

  @Test
  void forgetsALimitWhoseTimeIsOver() throws Exception {
    impose("{\"timelock\":{\"until\":1,\"type\":\"DEFAULT\"}}");

    assertThat(error("C1", STRANGER)).isEmpty();
    assertThat(page.request("reachoutTimelock", o -> o).path("is_active").asBoolean()).isFalse();
  }

  @Test
  void countsEachNewPersonOnceAndRefusesTheNextWhenTheQuotaIsUsedUp() throws Exception {
    impose(
        "{\"capping\":{\"total\":1,\"used\":0,\"cycleStart\":1,\"cycleEnd\":%d}}".formatted(end));
    page.push("limits");

    assertThat(error("D1", STRANGER)).isEmpty();
    JsonNode told = page.push("limits").path("capping");
    assertThat(told.path("capping_status").asText()).isEqualTo("CAPPED");
    assertThat(told.path("used_quota").asInt()).isEqualTo(1);
    assertThat(error("D2", OTHER)).isEqualTo("new_chats_capped");
  }

  @Test
  void tellsNobodyOfAQuietLimit() throws Exception {
    impose("{\"quiet\":true,\"timelock\":{\"until\":%d,\"type\":\"DEFAULT\"}}".formatted(end));

    assertThat(error("E1", STRANGER)).isEqualTo("reachout_timelocked");
    assertThat(page.passed()).noneMatch(push -> push.path("push").asText().equals("limits"));
  }

  @Test
  void letsABannedAccountNotInAndKeepsItsDevice() throws Exception {
    impose("{\"ban\":{\"until\":%d,\"code\":101,\"message\":\"Too many\"}}".formatted(end));

    try (PageClient again = page.reopen(http, server.port())) {
      again.sendLogin(device);
      JsonNode failure = again.push("failure");
      assertThat(failure.path("reason").asInt()).isEqualTo(402);
      assertThat(failure.path("expire").asLong()).isBetween(3_000L, 3_600L);
      assertThat(again.closeCode()).isEqualTo(4402);
    }
    assertThat(phones.get(SHOP + "/devices")).hasSize(1);
    impose("{}");
    try (PageClient again = page.reopen(http, server.port())) {
      assertThat(again.logIn(device).path("ok").asBoolean()).isTrue();
    }
  }

  private void impose(String limits) throws Exception {
    assertThat(phones.send("PUT", SHOP + "/limits", limits).statusCode()).isEqualTo(200);
  }

  /** The server's error for a message; empty when it accepted it. */
  private String error(String id, String to) throws Exception {
    String lid = phones.get("/phones/" + to).path("lid").asText();
    return page.exchange("send", o -> message(o, id, lid)).path("error").asText();
  }

  private static ObjectNode message(ObjectNode request, String id, String chat) {
    ObjectNode message = request.putObject("message");
    message.put("id", id).put("chat", chat).put("fromMe", true).put("t", 0).put("type", "chat");
    message.put("body", "Hello").put("ack", 0).put("notifyName", "Shop");
    message.putObject("attributes");
    message.putNull("participant").putNull("quoted");
    return request;
  }
}
