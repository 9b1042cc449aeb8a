package io.griot.local.gateway;

import static io.griot.local.gateway.ApiFixture.json;
import static io.griot.local.gateway.ApiFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requests about sessions: start, stop, end, status, code. */
class SessionRequestsIT {
  @RegisterExtension static final ApiFixture api = ApiFixture.with(ApiFixture::echo);

  @Test
  void startsASessionOnce() throws Exception {
    String key = api.key("starter");

    HttpResponse<String> first = api.get("/session/start/main", key);
    HttpResponse<String> second = api.get("/session/start/main", key);

    assertThat(first.body())
        .isEqualTo("{\"success\":true,\"message\":\"Session initiated successfully\"}");
    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(json(second).path("error").asText()).isEqualTo("Session already exists for: main");
    assertThat(json(api.get("/session/status/main", key)).toString())
        .isEqualTo(
            "{\"success\":false,\"state\":null,\"message\":\"session_not_connected\",\"reason\":\"waiting_for_slot\"}");
  }

  @Test
  void startsNoMoreSessionsThanTheCustomerMayHave() throws Exception {
    String key = api.key("greedy");
    api.allow("greedy", 1);

    assertThat(api.get("/session/start/one", key).statusCode()).isEqualTo(200);
    HttpResponse<String> second = api.get("/session/start/two", key);
    assertThat(second.statusCode()).isEqualTo(403);
    assertThat(second.body()).isEqualTo("{\"success\":false,\"error\":\"session_quota_exceeded\"}");

    assertThat(json(api.get("/session/terminate/one", key)).path("message").asText())
        .isEqualTo("Logged out successfully");
    assertThat(api.get("/session/start/two", key).statusCode()).isEqualTo(200);
  }

  @Test
  void answersAStartWithTheCodeWhenItIsWaitedFor() throws Exception {
    String key = api.key("impatient");
    CompletableFuture<Void> host =
        CompletableFuture.runAsync(() -> {
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> !api.get("/session/status/main", key).body().contains("not_found"));
          api.host().take(session("impatient", "main"));
          api.host()
              .see(
                  session("impatient", "main"),
                  Map.of(
                      ObservationItem.STATE, AttributeValue.fromS("UNPAIRED"),
                      ObservationItem.QR, AttributeValue.fromS("2@abc")));
        });

    HttpResponse<String> started = api.get("/session/start/main", key, "Prefer", "wait=20");

    assertThat(started.body())
        .isEqualTo(
            "{\"success\":true,\"message\":\"Session initiated successfully\",\"qr\":\"2@abc\"}");
    host.join();
  }

  @Test
  void stopsStartsAndEndsWhatNoHostHas() throws Exception {
    String key = api.key("idle");
    api.get("/session/start/main", key);

    assertThat(json(api.get("/session/stop/main", key)).path("message").asText())
        .isEqualTo("Session stopped successfully");
    assertThat(json(api.get("/session/status/main", key)).path("reason").asText())
        .isEqualTo("stopped");
    assertThat(api.get("/session/start/main", key).statusCode()).isEqualTo(200);
    assertThat(json(api.get("/session/terminateAll", key)).path("message").asText())
        .isEqualTo("Flush completed successfully");
    assertThat(json(api.get("/session/status/main", key)).path("message").asText())
        .isEqualTo("session_not_found");
  }

  @Test
  void answersAStopWhenTheHostHasLetGo() throws Exception {
    String key = api.connected("stopper", "main");
    SessionId session = session("stopper", "main");

    HttpResponse<String> early = api.get("/session/stop/main", key, "Prefer", "respond-async");
    assertThat(early.statusCode()).isEqualTo(202);
    assertThat(early.headers().firstValue("location")).contains("/session/status/main");
    CompletableFuture<Void> host =
        CompletableFuture.runAsync(() -> api.host().release(session, false));
    assertThat(api.get("/session/stop/main", key).body())
        .isEqualTo("{\"success\":true,\"message\":\"Session stopped successfully\"}");
    host.join();
    assertThat(api.get("/client/getChats/main", key).statusCode()).isEqualTo(404);
  }

  @Test
  void hasALinkedSessionThatIsToEndWaitForAHost() throws Exception {
    String key = api.connected("leaver", "main");
    api.host().release(session("leaver", "main"), true);

    assertThat(api.get("/session/terminate/main", key, "Prefer", "respond-async").statusCode())
        .isEqualTo(202);
    api.host().end(session("leaver", "main"));
    assertThat(json(api.get("/session/status/main", key)).path("message").asText())
        .isEqualTo("session_not_found");
  }

  @Test
  void saysConnectedOnlyOnFreshEvidence() throws Exception {
    String key = api.key("status");
    api.get("/session/start/main", key);

    api.host().connect(session("status", "main"));
    assertThat(api.get("/session/status/main", key).body())
        .isEqualTo("{\"success\":true,\"state\":\"CONNECTED\",\"message\":\"session_connected\"}");

    api.host().beat(session("status", "main"), Duration.ofMinutes(1));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1)) // the API caches a host's state for a second
        .untilAsserted(() ->
            assertThat(api.get("/session/status/main", key).body())
                .isEqualTo(
                    "{\"success\":false,\"state\":null,\"message\":\"session"
                        + " closed\",\"reason\":\"reconnecting\"}"));
  }

  @Test
  void givesTheQrAsTextAndAsAPicture() throws Exception {
    String key = api.key("qr");
    api.get("/session/start/main", key);
    assertThat(api.get("/session/qr/main/image", key).body())
        .isEqualTo("{\"success\":false,\"message\":\"qr code not ready or already scanned\"}");

    api.host().take(session("qr", "main"));
    api.host()
        .see(
            session("qr", "main"),
            Map.of(
                ObservationItem.STATE, AttributeValue.fromS("UNPAIRED"),
                ObservationItem.QR, AttributeValue.fromS("2@abc,def,ghi,jkl,1")));

    assertThat(api.get("/session/qr/main", key).body())
        .isEqualTo("{\"success\":true,\"qr\":\"2@abc,def,ghi,jkl,1\"}");
    HttpResponse<byte[]> picture = api.bytes("/session/qr/main/image", key);
    assertThat(picture.headers().firstValue("content-type")).contains("image/png");
    assertThat(picture.headers().firstValue("cache-control")).contains("no-store");
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth() % 5).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/session/status/none,200,'{\"success\":false,\"state\":null,\"message\":\"session_not_found\"}'",
    "/session/qr/none,200,'{\"success\":false,\"message\":\"session_not_found\"}'",
    "/session/qr/none/image,200,'{\"success\":false,\"message\":\"session_not_found\"}'",
    "/session/restart/none,200,'{\"success\":false,\"state\":null,\"message\":\"session_not_found\"}'",
    "/session/terminate/none,200,'{\"success\":false,\"state\":null,\"message\":\"session_not_found\"}'",
    "/client/getChats/none,404,'{\"success\":false,\"error\":\"session_not_found\"}'",
    "/client/getState/none,404,'{\"success\":false,\"error\":\"session_not_found\"}'",
    "/session/status/a.b,422,'{\"success\":false,\"error\":\"Session should be alphanumerical or"
        + " -\"}'",
    "/nowhere,404,'{\"success\":false,\"error\":\"route_not_found\"}'",
    "/commands/none,404,'{\"success\":false,\"error\":\"command_not_found\"}'",
    "/client/sendMessage/none,405,'{\"success\":false,\"error\":\"method_not_allowed\"}'",
  })
  void answersWhatIsNotThereAsClientsKnowIt(String path, int status, String body) throws Exception {
    HttpResponse<String> answer = api.get(path, api.key("lost"));

    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void aForeignSessionIsAnUnknownOne() throws Exception {
    api.connected("owner", "mine");

    assertThat(api.get("/client/getChats/mine", api.key("stranger")).body())
        .isEqualTo("{\"success\":false,\"error\":\"session_not_found\"}");
  }
}
