package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Command;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.Scope;
import io.griot.functions.access.Keys;
import io.griot.local.gateway.ApiFixture;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A customer's keys, and their permissions. */
class KeyContractIT {
  private static final String MINE = "mine";
  private static final String OTHER = "other";

  @RegisterExtension static final ApiFixture api = ApiFixture.with(KeyContractIT::state);

  static KeyedCalls owner;
  static KeyedCalls ofMine;

  @BeforeAll
  static void start() throws Exception {
    owner = new KeyedCalls(api, api.connected("customer", MINE));
    api.connected("customer", OTHER);
    ofMine =
        owner.with(
            issue(
                Map.of(
                    "sessions",
                    List.of(MINE),
                    "scopes",
                    Stream.of(Scope.values()).map(Scope::word).toList())));
  }

  private static Outcome state(Command command) {
    return new Outcome.Succeeded(
        Json.readObject("{\"success\":true,\"state\":\"CONNECTED\",\"message\":\"x\"}"),
        Duration.ZERO);
  }

  @Test
  @Exercises({"accountKeyIssue", "accountKeyList"})
  void issuesAKeyThatListsShowWithoutItself() throws Exception {
    Instant end = Instant.parse("2999-01-01T00:00:00Z");
    JsonNode made =
        owner
            .call(
                "accountKeyIssue",
                Map.of("label", "Shop", "scopes", List.of("read"), "expiresAt", end.toString()))
            .path("key");

    JsonNode listed = shown(made.path("keyId").asText());

    assertThat(listed.path("label").asText()).isEqualTo("Shop");
    assertThat(listed.path("kind").asText()).isEqualTo("test");
    assertThat(listed.path("expiresAt").asText()).isEqualTo(end.toString());
    assertThat(listed.has("key")).isFalse();
    owner.with(made.path("key").asText()).call("sessionGetSessions", Map.of());
  }

  @Test
  void saysWhenAKeyWasLastUsed() throws Exception {
    String key = issue(Map.of());
    owner.with(key).call("sessionGetSessions", Map.of());

    api.eventually(() -> shown(key.substring(0, 13)).path("lastUsedOn").asText().startsWith("20"));
  }

  @Test
  void issuesNoKeyThatHasEndedAndNoneWithoutRights() throws Exception {
    String past = "2020-01-01T00:00:00Z";
    assertThat(owner.fails("accountKeyIssue", FailureCode.INVALID_FIELD, Map.of("expiresAt", past)))
        .isEqualTo("expiresAt: is past");
    owner.fails("accountKeyIssue", FailureCode.INVALID_FIELD, Map.of("expiresAt", "tomorrow"));
    owner.fails("accountKeyIssue", FailureCode.INVALID_FIELD, Map.of("scopes", List.of()));
    owner.fails("accountKeyIssue", FailureCode.INVALID_FIELD, Map.of("sessions", List.of("a b")));
  }

  @Test
  @Exercises(
      value = {"accountKeyIssue", "accountKeyRotate"},
      failures = FailureCode.KEY_QUOTA_EXCEEDED)
  void issuesNoMoreKeysThanACustomerMayHave() throws Exception {
    KeyedCalls many = owner.with(api.key("many"));
    for (int i = 1; i < Keys.MOST; i++) {
      api.keyOf("many");
    }

    many.fails("accountKeyIssue", FailureCode.KEY_QUOTA_EXCEEDED, Map.of());
    many.fails(
        "accountKeyRotate",
        FailureCode.KEY_QUOTA_EXCEEDED,
        Map.of("keyId", many.key().substring(0, 13)));
  }

  @Test
  @Exercises("accountKeyRotate")
  void replacesAKeyWhileBothWork() throws Exception {
    String old = issue(Map.of("scopes", List.of("read")));

    JsonNode next = owner.call("accountKeyRotate", Map.of("keyId", old.substring(0, 13)));

    assertThat(next.at("/key/scopes").toString()).isEqualTo("[\"read\"]");
    owner.with(next.at("/key/key").asText()).call("sessionGetSessions", Map.of());
    owner.with(old).call("sessionGetSessions", Map.of());
    JsonNode replaced = shown(old.substring(0, 13));
    assertThat(replaced.path("rotatedTo")).isEqualTo(next.at("/key/keyId"));
    assertThat(Instant.parse(replaced.path("expiresAt").asText()))
        .isBetween(Instant.now().plus(Duration.ofDays(6)), Instant.now().plus(Duration.ofDays(7)));
  }

  @Test
  @Exercises(value = "accountKeyRotate", failures = FailureCode.CONFLICT)
  void replacesAKeyOnce() throws Exception {
    String id = issue(Map.of()).substring(0, 13);
    owner.call("accountKeyRotate", Map.of("keyId", id));

    owner.fails("accountKeyRotate", FailureCode.CONFLICT, Map.of("keyId", id));
  }

  @Test
  @Exercises("accountKeyRevoke")
  void revokesAKey() throws Exception {
    String key = issue(Map.of());

    JsonNode revoked = owner.call("accountKeyRevoke", Map.of("keyId", key.substring(0, 13)));

    assertThat(revoked.at("/key/works").asBoolean()).isFalse();
    owner.with(key).fails("sessionGetSessions", FailureCode.INVALID_API_KEY, Map.of());
    assertThat(owner.call("accountKeyRevoke", Map.of("keyId", key.substring(0, 13))))
        .isEqualTo(revoked);
  }

  @Test
  @Exercises(
      value = {"accountKeyRotate", "accountKeyRevoke"},
      failures = FailureCode.KEY_NOT_FOUND)
  void aForeignKeyIsAsUnknownAsOneThatNeverWas() throws Exception {
    String foreign = api.key("stranger").substring(0, 13);
    String live = api.liveKeyOf("customer").substring(0, 13);
    for (String id : List.of("accountKeyRotate", "accountKeyRevoke")) {
      String unknown = owner.fails(id, FailureCode.KEY_NOT_FOUND, Map.of("keyId", "test_00000000"));
      assertThat(owner.fails(id, FailureCode.KEY_NOT_FOUND, Map.of("keyId", foreign)))
          .isEqualTo(unknown);
      // A test key cannot change live keys.
      assertThat(owner.fails(id, FailureCode.KEY_NOT_FOUND, Map.of("keyId", live)))
          .isEqualTo(unknown);
    }
    owner.fails("accountKeyIssue", FailureCode.KEY_OUT_OF_SCOPE, Map.of("kind", "live"));
  }

  static Stream<Operation> keyed() {
    return Documented.customers().filter(operation -> !operation.open());
  }

  static Stream<Operation> ofSessions() {
    return keyed().filter(operation -> operation.path().text().contains("{sessionId}"));
  }

  /** Calls each operation with a key that has all scopes but the one it needs. */
  @ParameterizedTest
  @MethodSource("keyed")
  void refusesAKeyWithoutTheScopeAndNamesIt(Operation operation) throws Exception {
    List<String> others =
        Stream.of(Scope.values()).filter(it -> it != operation.scope()).map(Scope::word).toList();
    KeyedCalls without = owner.with(api.keyOf("scopes", others));

    assertThat(
            without.fails(operation.id(), FailureCode.KEY_OUT_OF_SCOPE, Map.of("sessionId", MINE)))
        .isEqualTo("key_out_of_scope: this needs a key with " + operation.scope().word());
  }

  /** The answer equals, in every byte, that for a session that never existed. */
  @ParameterizedTest
  @MethodSource("ofSessions")
  void aSessionThatIsNotOnTheKeysListIsAnUnknownSession(Operation operation) throws Exception {
    if (Documented.ownFailures(operation).contains(FailureCode.SESSION_EXISTS)) {
      assertThat(
              ofMine.fails(operation.id(), FailureCode.KEY_OUT_OF_SCOPE, example(operation, OTHER)))
          .isEqualTo("key_out_of_scope: this key has no session of that name");
      return; // it creates sessions
    }
    HttpResponse<String> hidden = ofMine.send(operation.id(), example(operation, OTHER));
    HttpResponse<String> unknown = owner.send(operation.id(), example(operation, "nowhere"));

    assertThat(hidden.body()).isEqualTo(unknown.body());
    assertThat(hidden.statusCode()).isEqualTo(unknown.statusCode());
  }

  @Test
  void aKeyOfSomeSessionsSeesThemAlone() throws Exception {
    assertThat(ofMine.call("sessionGetSessions", Map.of()).toString())
        .contains(MINE)
        .doesNotContain(OTHER);
    ofMine.call("clientGetState", Map.of("sessionId", MINE));
    for (String id : List.of("webhookGet", "webhookDelete", "accountKeyList", "accountKeyIssue")) {
      assertThat(ofMine.fails(id, FailureCode.KEY_OUT_OF_SCOPE, Map.of()))
          .isEqualTo("key_out_of_scope: this needs a key of all sessions");
    }
  }

  @Test
  void aKeyOfSomeSessionsSeesNoCommandOfOthers() throws Exception {
    HttpResponse<String> done = owner.send("clientGetState", Map.of("sessionId", OTHER));
    String command = done.headers().firstValue("X-Command-Id").orElseThrow();

    owner.call("commandGet", Map.of("commandId", command));
    ofMine.fails("commandGet", FailureCode.COMMAND_NOT_FOUND, Map.of("commandId", command));
  }

  private static Map<String, Object> example(Operation operation, String session) {
    Map<String, Object> fields = new java.util.HashMap<>();
    Documented.exampleRequest(operation)
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    fields.put("sessionId", session);
    return fields;
  }

  private static JsonNode shown(String keyId) throws Exception {
    return owner
        .call("accountKeyList", Map.of())
        .path("keys")
        .valueStream()
        .filter(key -> key.path("keyId").asText().equals(keyId))
        .findFirst()
        .orElseThrow();
  }

  private static String issue(Map<String, Object> fields) throws Exception {
    return owner.call("accountKeyIssue", fields).at("/key/key").asText();
  }
}
