package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.KeyKind;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Audience;
import io.griot.contract.Operation.Runs;
import io.griot.contract.Outcome;
import io.griot.contract.Scope;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.eventlog.LogCursor;
import io.griot.functions.eventlog.LogId;
import io.griot.local.contract.MatrixRequests.Bytes;
import io.griot.local.gateway.ApiFixture;
import io.griot.local.gateway.StandInLogs;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Combines every operation of the catalogue with every way to ask for something of another
 * customer. Each answer must be documented. The answers for another customer's and for a
 * nonexistent thing must be equal in every byte, headers included. A new operation is in the matrix
 * automatically; a new kind of name in a path fails until it has a cell. A failure names its cell.
 * Hosts look up uploads, so {@link ForeignUploadContractE2E} has their cell.
 */
class IsolationMatrixIT {
  private static final String MINE = "mine";
  private static final String THEIRS = "theirs";
  private static final String NOBODYS = "nobody";
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  /** Path parameters that belong to no customer. */
  private static final Set<String> OF_ALL = Set.of("asset");

  @RegisterExtension static final ApiFixture api = ApiFixture.with(IsolationMatrixIT::done);

  static MatrixRequests requests;
  static KeyedCalls operator;
  static String key;
  static String limited;
  static String suspended;
  static Map<Audience, WrongKeys> wrong;
  static Map<Audience, Map<Scope, String>> lacking;

  /** The other customer's values, by path parameter. */
  static Map<String, String> theirs = new HashMap<>();

  /** Nonexistent values, by path parameter. */
  static Map<String, String> nobodys = new HashMap<>();

  /** The other customer's values, by field of a query or body. */
  static Map<String, String> theirsInFields = new HashMap<>();

  /** Nonexistent values, by field of a query or body. */
  static Map<String, String> nobodysInFields = new HashMap<>();

  static final List<String> accepted = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    requests = new MatrixRequests(api);
    operator = new KeyedCalls(api, api.adminKey());
    key = api.connected("awa", MINE);
    String other = api.connected("bob", THEIRS);
    limited =
        operator
            .call(
                "adminCustomerKeyIssue",
                Map.of(
                    "customerId",
                    "awa",
                    "kind",
                    "test",
                    "sessions",
                    List.of("elsewhere"),
                    "scopes",
                    Stream.of(Scope.values()).map(Scope::word).toList()))
            .at("/key/key")
            .asText();
    suspended = api.key("debtor");
    ObjectNode _ = operator.call("adminCustomerSuspend", Map.of("customerId", "debtor"));
    wrong =
        Map.of(
            Audience.CUSTOMER,
            new WrongKeys(operator, KeyKind.TEST, () -> api.keyOf("awa"), operator.key()),
            Audience.OPERATOR,
            new WrongKeys(operator, KeyKind.ADMIN, api::adminKey, key));
    lacking =
        Map.of(
            Audience.CUSTOMER, lacking(others -> api.keyOf("awa", others)),
            Audience.OPERATOR, lacking(IsolationMatrixIT::operatorsKey));
    theirs.put("sessionId", THEIRS);
    nobodys.put("sessionId", NOBODYS);
    theirs.put("commandId", commandOf(other));
    nobodys.put("commandId", "a".repeat(26));
    theirs.put("keyId", other.substring(0, 13));
    nobodys.put("keyId", "test_00000000");
    theirsInFields.put("sessionId", THEIRS);
    nobodysInFields.put("sessionId", NOBODYS);
    try (StandInLogs logs = new StandInLogs(api)) {
      logs.append("bob", THEIRS, "what bob reads");
    }
    theirsInFields.put("after", atTheBeginning("bob"));
    nobodysInFields.put("after", atTheBeginning("nobody"));
  }

  /** A cursor of the log of a customer's session. */
  private static String atTheBeginning(String customer) {
    LogId log = new LogId(new CustomerId(customer), new SessionName(THEIRS), Environment.TEST);
    return LogCursor.START.at(log, 0).text();
  }

  /** For each scope, a key with all other scopes. */
  private static Map<Scope, String> lacking(Function<List<String>, String> keyWith) {
    Map<Scope, String> keys = new EnumMap<>(Scope.class);
    for (Scope scope : Scope.values()) {
      keys.put(
          scope,
          keyWith.apply(
              Stream.of(Scope.values()).filter(it -> it != scope).map(Scope::word).toList()));
    }
    return keys;
  }

  private static String operatorsKey(List<String> scopes) {
    try {
      return operator
          .call("adminKeyIssue", Map.of("label", "lacking", "scopes", scopes))
          .at("/key/key")
          .asText();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String commandOf(String other) throws Exception {
    HttpResponse<String> done =
        operator.with(other).send("clientGetState", Map.of("sessionId", THEIRS));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    return done.headers().firstValue("X-Command-Id").orElseThrow();
  }

  @AfterAll
  static void everythingWentToTheCallersOwnSession() throws Exception {
    SessionId mine = ApiFixture.session("awa", MINE);
    api.eventually(() -> received(mine).containsAll(accepted));
    assertThat(received(ApiFixture.session("bob", THEIRS))).doesNotContainAnyElementsOf(accepted);
  }

  private static List<String> received(SessionId session) {
    return api.host().received().stream()
        .filter(command -> command.session().equals(session))
        .map(command -> command.id().value())
        .toList();
  }

  /** Evidence expires during the tests. */
  @BeforeEach
  void connect() {
    api.host().connect(ApiFixture.session("awa", MINE));
    api.host().connect(ApiFixture.session("bob", THEIRS));
  }

  private static Outcome done(Command command) {
    return new Outcome.Succeeded(
        Json.readObject("{\"success\":true,\"state\":\"CONNECTED\"}"), Duration.ZERO);
  }

  static Stream<Operation> all() {
    return Catalogue.load().operations().stream();
  }

  static Stream<Operation> keyed() {
    return all().filter(operation -> !operation.open());
  }

  static Stream<Operation> customers() {
    return keyed().filter(operation -> operation.audience() == Audience.CUSTOMER);
  }

  static Stream<Operation> withNames() {
    return customers().filter(operation -> operation.path().text().contains("{"));
  }

  static Stream<Operation> ofPages() {
    return customers().filter(operation -> operation.runs() != Runs.API);
  }

  @ParameterizedTest
  @MethodSource("all")
  void takesEveryKeyThatIsNoneAlike(Operation operation) throws Exception {
    WrongKeys keys = Objects.requireNonNull(wrong.get(operation.audience()));
    SoftAssertions cells = new SoftAssertions();
    Bytes reference = send(operation, keys.of(WrongKeys.Kind.UNKNOWN), Map.of());
    if (!operation.open()) {
      Documented.assertFailure(
          operation, FailureCode.INVALID_API_KEY, reference.status(), reference.body());
    }
    for (WrongKeys.Kind kind : WrongKeys.Kind.values()) {
      cells
          .assertThat(send(operation, keys.of(kind), Map.of()))
          .as("%s × %s", operation, kind)
          .isEqualTo(reference);
    }
    cells.assertAll();
  }

  @ParameterizedTest
  @MethodSource("keyed")
  void refusesAKeyOutOfScope(Operation operation) throws Exception {
    Map<Scope, String> keys = Objects.requireNonNull(lacking.get(operation.audience()));
    Bytes answer = send(operation, Optional.ofNullable(keys.get(operation.scope())), mine());

    Documented.assertFailure(
        operation, FailureCode.KEY_OUT_OF_SCOPE, answer.status(), answer.body());
    assertThat(answer.body())
        .as("%s × OUT_OF_SCOPE", operation)
        .contains("this needs a key with " + operation.scope().word());
  }

  @ParameterizedTest
  @MethodSource("customers")
  void refusesWhoIsSuspended(Operation operation) throws Exception {
    Bytes answer = send(operation, Optional.of(suspended), Map.of());

    if (operation.unpaid()) {
      assertThat(answer.status()).as("%s × SUSPENDED", operation).isNotEqualTo(402);
    } else {
      Documented.assertFailure(
          operation, FailureCode.SUBSCRIPTION_SUSPENDED, answer.status(), answer.body());
    }
  }

  @ParameterizedTest
  @MethodSource("customers")
  void showsNothingOfASessionThatIsNotOnTheKeysList(Operation operation) throws Exception {
    Bytes hidden = send(operation, Optional.of(limited), mine());

    if (!operation.path().text().contains("{sessionId}")) {
      assertThat(hidden.body()).as("%s × NOT_ON_THE_LIST", operation).doesNotContain(MINE);
    } else if (makesSessions(operation)) {
      Documented.assertFailure(
          operation, FailureCode.KEY_OUT_OF_SCOPE, hidden.status(), hidden.body());
    } else {
      assertThat(hidden)
          .as("%s × NOT_ON_THE_LIST", operation)
          .isEqualTo(send(operation, Optional.of(limited), Map.of("sessionId", NOBODYS)));
    }
  }

  @ParameterizedTest
  @MethodSource("withNames")
  void knowsNothingOfAnotherCustomers(Operation operation) throws Exception {
    if (makesSessions(operation)) {
      return; // a session of one's own, whatever others have: see startsASessionOfOnesOwn
    }
    SoftAssertions cells = new SoftAssertions();
    for (String name : names(operation)) {
      String foreign = theirs.getOrDefault(name, "");
      String unknown = nobodys.getOrDefault(name, "");
      assertThat(foreign).as("%s: whose is {%s}? Give it a cell", operation, name).isNotEmpty();
      cells
          .assertThat(send(operation, Optional.of(key), Map.of(name, foreign)).without(foreign))
          .as("%s × another customer's %s", operation, name)
          .isEqualTo(send(operation, Optional.of(key), Map.of(name, unknown)).without(unknown));
    }
    cells.assertAll();
  }

  static Stream<Arguments> naming() {
    return customers()
        .flatMap(operation ->
            Stream.of("sessionId", "after")
                .filter(field -> hasField(operation, field))
                .map(field -> Arguments.of(operation, field)));
  }

  private static boolean hasField(Operation operation, String field) {
    return operation
        .requestSchema()
        .filter(schema -> schema.path("properties").has(field))
        .isPresent();
  }

  /** A session or a cursor may also be named in a query or body. */
  @ParameterizedTest
  @MethodSource("naming")
  void knowsNothingOfAnotherCustomersInAField(Operation operation, String field) throws Exception {
    String foreign = theirsInFields.getOrDefault(field, "");
    String unknown = nobodysInFields.getOrDefault(field, "");
    assertThat(foreign).as("%s: whose is %s? Give it a cell", operation, field).isNotEmpty();

    Bytes answer = named(operation, field, foreign);
    assertThat(answer)
        .as("%s × another customer's %s in a field", operation, field)
        .isEqualTo(named(operation, field, unknown));
    assertThat(answer.body()).doesNotContain("what bob reads");
  }

  /** Sends a request in which only this field is foreign, and which waits for nothing. */
  private static Bytes named(Operation operation, String field, String value) throws Exception {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    if (hasField(operation, "sessionId")) {
      fields.put("sessionId", MINE);
    }
    if (hasField(operation, "wait")) {
      fields.put("wait", 0);
    }
    fields.put(field, value);
    return Bytes.of(requests.send(operation, Optional.of(key), Map.of(), fields)).without(value);
  }

  private static List<String> names(Operation operation) {
    return PARAMETER
        .matcher(operation.path().text())
        .results()
        .map(found -> found.group(1))
        .filter(name -> !OF_ALL.contains(name))
        .toList();
  }

  /** Session names belong to their customer: another's session of the same name does not matter. */
  @Test
  void startsASessionOfOnesOwn() throws Exception {
    KeyedCalls carol = operator.with(api.key("carol"));
    ObjectNode _ = carol.call("sessionStart", Map.of("sessionId", THEIRS));

    assertThat(carol.call("sessionGetSessions", Map.of()).path("result").toString())
        .isEqualTo("[\"theirs\"]");
    ObjectNode _ = carol.call("sessionTerminate", Map.of("sessionId", THEIRS));
    api.connected("bob", THEIRS);
  }

  /** A body cannot lead to another session: at the end, every command has gone to the caller's. */
  @ParameterizedTest
  @MethodSource("ofPages")
  void doesWhatABodySaysInTheCallersOwnSession(Operation operation) throws Exception {
    ObjectNode foreign = Json.MAPPER.createObjectNode();
    foreign.put("sessionId", THEIRS).put("session", THEIRS).put("customerId", "bob");
    boolean takesMore =
        requests
                .send(operation, Optional.of(key), Map.of("sessionId", NOBODYS), foreign)
                .statusCode()
            != 422;

    HttpResponse<String> answer =
        requests.send(
            operation,
            Optional.of(key),
            mine(),
            takesMore ? foreign : Json.MAPPER.createObjectNode());

    assertThat(answer.statusCode())
        .as("%s × another customer's ids in the body: %s", operation, answer.body())
        .isEqualTo(202);
    accepted.add(answer.headers().firstValue("X-Command-Id").orElseThrow());
  }

  /** An idempotency key of the other customer gives no access to that customer's outcome. */
  @Test
  void doesNotAnswerWithTheOutcomeOfAnothersRequest() throws Exception {
    String bob = api.keyOf("bob");
    Operation operation = Documented.operation("clientGetState");
    String first = once(operation, bob, THEIRS);

    assertThat(once(operation, bob, THEIRS)).isEqualTo(first);
    assertThat(once(operation, key, MINE)).isNotEqualTo(first);
  }

  private static String once(Operation operation, String caller, String session) throws Exception {
    return api.send(
            api.request(operation.path().text().replace("{sessionId}", session), caller)
                .header("idempotency-key", "the-same")
                .GET()
                .build())
        .headers()
        .firstValue("X-Command-Id")
        .orElseThrow();
  }

  private static Map<String, String> mine() {
    return Map.of("sessionId", MINE);
  }

  private static boolean makesSessions(Operation operation) {
    return Documented.ownFailures(operation).contains(FailureCode.SESSION_EXISTS);
  }

  private static Bytes send(Operation operation, Optional<String> caller, Map<String, String> path)
      throws Exception {
    return Bytes.of(requests.send(operation, caller, path, Json.MAPPER.createObjectNode()));
  }
}
