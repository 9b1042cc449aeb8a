package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.contract.SessionId;
import io.griot.local.gateway.ApiFixture;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator's view of sessions and hosts, and operations on them. */
class FleetContractIT {
  private static final String LEFT_HERE = "no host of this name";

  @RegisterExtension static final ApiFixture api = ApiFixture.withoutPage();

  static KeyedCalls operator;

  @BeforeAll
  static void start() {
    operator = new KeyedCalls(api, api.adminKey());
  }

  @Test
  @Exercises("adminSessionList")
  void listsSessionsWithWhereTheyAreAndWhyTheyAreStuck() throws Exception {
    api.connected("listed", "fine");
    begin("listed", "new");
    begin("listed", "lost");
    SessionId lost = ApiFixture.session("listed", "lost");
    api.host().connect(lost);
    api.host().beat(lost, Duration.ofMinutes(5));

    JsonNode all = list(Map.of("customerId", "listed"));

    assertThat(all).hasSize(3);
    JsonNode fine = one(all, "fine");
    assertThat(fine.path("state").asText()).isEqualTo("connected");
    assertThat(fine.path("host").asText()).startsWith("stand-in-");
    assertThat(fine.path("stuck").isNull()).isTrue();
    assertThat(one(all, "new").path("state").asText()).isEqualTo("waiting");
    assertThat(one(all, "new").path("reason").asText()).isEqualTo("waiting_for_slot");
    assertThat(one(all, "lost").path("stuck").asText()).startsWith("Its host is gone.");
    assertThat(names(list(Map.of("customerId", "listed", "state", "waiting"))))
        .containsExactly("new");
    assertThat(names(list(Map.of("customerId", "listed", "stuck", true)))).containsExactly("lost");
    assertThat(names(list(Map.of("host", fine.path("host").asText())))).containsExactly("fine");
  }

  @Test
  @Exercises(value = "adminSessionList", failures = FailureCode.INVALID_FIELD)
  void knowsNoOtherState() throws Exception {
    assertThat(
            operator.fails("adminSessionList", FailureCode.INVALID_FIELD, Map.of("state", "lazy")))
        .startsWith("state: ");
  }

  @Test
  @Exercises("adminSessionStop")
  void stopsASessionAndTellsItsCustomerWho() throws Exception {
    String key = begin("stopped", "main");

    JsonNode stopped =
        operator.call("adminSessionStop", Map.of("customerId", "stopped", "session", "main"));

    assertThat(stopped.at("/session/state").asText()).isEqualTo("stopped");
    KeyedCalls customer = operator.with(key);
    assertThat(customer.call("sessionStatus", Map.of("sessionId", "main")).path("reason").asText())
        .isEqualTo("stopped_by_operator");
    customer.call("sessionStart", Map.of("sessionId", "main"));
    assertThat(one(list(Map.of("customerId", "stopped")), "main").path("state").asText())
        .isEqualTo("waiting");
  }

  @Test
  @Exercises("adminSessionMove")
  void movesASessionToAnotherHost() throws Exception {
    api.connected("moved", "main");
    api.connected("moved", "other");
    SessionId session = ApiFixture.session("moved", "main");

    CompletableFuture<HttpResponse<String>> move =
        CompletableFuture.supplyAsync(() -> send("adminSessionMove", "moved", "main"));
    api.eventually(() -> api.behind().movedFrom(session).isPresent());
    assertThat(api.behind().movedFrom(session)).contains("stand-in-" + session);
    api.behind().takenBy(session, "elsewhere");

    assertThat(move.join().statusCode()).as(move.join().body()).isEqualTo(200);
    Documented.assertAnswer(Documented.operation("adminSessionMove"), move.join().body());
    assertThat(one(list(Map.of("customerId", "moved")), "main").path("host").asText())
        .isEqualTo("elsewhere");
    assertThat(api.behind().movedFrom(session)).isEqualTo(Optional.empty());
  }

  @Test
  @Exercises(value = "adminSessionMove", failures = FailureCode.CONFLICT)
  void movesNothingThatIsStopped() throws Exception {
    begin("unmoved", "main");
    operator.call("adminSessionStop", Map.of("customerId", "unmoved", "session", "main"));

    operator.fails(
        "adminSessionMove",
        FailureCode.CONFLICT,
        Map.of("customerId", "unmoved", "session", "main"));
  }

  @Test
  @Exercises(
      value = {"adminSessionStop", "adminSessionMove"},
      failures = {FailureCode.CUSTOMER_NOT_FOUND, FailureCode.SESSION_NOT_FOUND})
  void doesNotKnowEverySession() throws Exception {
    begin("known", "main");
    for (String id : List.of("adminSessionStop", "adminSessionMove")) {
      operator.fails(
          id, FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "nobody", "session", "main"));
      for (String session : List.of("nowhere", "a.b")) {
        operator.fails(
            id, FailureCode.SESSION_NOT_FOUND, Map.of("customerId", "known", "session", session));
      }
    }
  }

  @Test
  @Exercises({"adminHostList", "adminHostDrain"})
  void drainsAHost() throws Exception {
    api.connected("drained", "main");
    String host = "stand-in-" + ApiFixture.session("drained", "main");
    assertThat(host(host).path("state").asText()).isEqualTo("running");

    JsonNode drained = operator.call("adminHostDrain", Map.of("hostId", host));

    assertThat(drained.at("/host/state").asText()).isEqualTo("draining");
    assertThat(host(host).path("state").asText()).isEqualTo("draining");
  }

  @Test
  @Exercises(value = "adminHostDrain", failures = FailureCode.HOST_NOT_FOUND)
  void drainsNoHostThatIsNotThere() throws Exception {
    operator.fails(
        "adminHostDrain",
        FailureCode.HOST_NOT_FOUND,
        Map.of("hostId", LEFT_HERE.replace(" ", "-")));
    assertThat(operator.call("adminHostList", Map.of()).toString()).doesNotContain("no-host");
  }

  private static String begin(String customer, String session) throws Exception {
    String key = api.key(customer);
    operator.with(key).call("sessionStart", Map.of("sessionId", session));
    return key;
  }

  private static HttpResponse<String> send(String id, String customer, String session) {
    try {
      return operator.send(id, Map.of("customerId", customer, "session", session));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode list(Map<String, Object> fields) throws Exception {
    return operator.call("adminSessionList", fields).path("sessions");
  }

  private static JsonNode host(String id) throws Exception {
    return operator
        .call("adminHostList", Map.of())
        .path("hosts")
        .valueStream()
        .filter(host -> host.path("hostId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode one(JsonNode sessions, String name) {
    return sessions
        .valueStream()
        .filter(session -> session.path("session").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(JsonNode sessions) {
    return sessions.valueStream().map(session -> session.path("session").asText()).toList();
  }
}
