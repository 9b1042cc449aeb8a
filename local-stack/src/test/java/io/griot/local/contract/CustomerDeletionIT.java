package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AccountEvent;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.MediaId;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.SupervisorHandler;
import io.griot.functions.aws.DynamoHostStore;
import io.griot.functions.aws.DynamoSessionStore;
import io.griot.functions.deletion.DeletionStep;
import io.griot.functions.session.Session;
import io.griot.local.aws.LocalAws;
import io.griot.local.gateway.ApiFixture;
import io.griot.local.gateway.StandInLogs;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Deletes a customer while the supervisor dies at every step, and checks what is left. */
class CustomerDeletionIT {
  private static final CustomerId GONE = new CustomerId("gone");
  private static final CustomerId STAYS = new CustomerId("stays");
  private static final SessionId SESSION = ApiFixture.session("gone", "main");

  /** Tables that keep the customer's items, or whose items expire. */
  private static final Set<Table> KEPT =
      EnumSet.of(Table.CUSTOMERS, Table.LEDGER, Table.USAGE, Table.COMMANDS, Table.LIMITS);

  @RegisterExtension static final ApiFixture api = ApiFixture.withoutPage();

  static KeyedCalls operator;
  static DynamoDbClient tables;
  static S3Client objects;
  static SqsClient queues;
  static StandInLogs logs;
  static Names names;

  private final Set<DeletionStep> died = EnumSet.noneOf(DeletionStep.class);

  @BeforeAll
  static void start() {
    operator = new KeyedCalls(api, api.adminKey());
    tables = api.aws().dynamoDbClient();
    objects = api.aws().s3Client();
    queues = api.aws().sqsClient();
    names = api.aws().names();
    logs = new StandInLogs(api);
  }

  @AfterAll
  static void stop() {
    logs.close();
    tables.close();
    objects.close();
    queues.close();
  }

  @Test
  @Exercises("adminCustomerDelete")
  void leavesTheLedgerAndTheIdWhereverTheProcessDies() throws Exception {
    String unused = give(GONE).at("/keys/1/key").asText();
    String other = give(STAYS).at("/keys/0/key").asText();
    JsonNode asked = delete();
    assertThat(asked.path("done").asBoolean()).isFalse();
    assertThat(asked.path("keys").isNull()).isTrue();

    roundsUntilNoneDies(Duration.ZERO);
    JsonNode counted = delete();
    assertThat(counted.path("sessions").asInt()).isEqualTo(1);
    assertThat(counted.path("keys").asInt()).isEqualTo(2);
    assertThat(counted.path("webhooks").asInt()).isEqualTo(2);
    assertThat(counted.path("uploads").asInt()).isEqualTo(1);
    assertThat(counted.path("done").asBoolean()).isFalse();
    endAsItsHostDoes();
    roundsUntilNoneDies(Duration.ofMinutes(6)); // its objects are removed
    roundsUntilNoneDies(Duration.ofMinutes(7));

    assertThat(died).containsExactlyInAnyOrder(DeletionStep.values());
    JsonNode done = delete();
    assertThat(done.path("done").asBoolean()).isTrue();
    for (String count : List.of("sessions", "keys", "webhooks", "uploads")) {
      assertThat(done.path(count)).as(count).isEqualTo(counted.path(count));
    }
    assertThat(delete()).isEqualTo(done);
    assertNothingIsLeft();
    assertOthersAreAsTheyWere(other);
    assertThat(
            operator
                .call("adminPaymentList", Map.of("customerId", "gone"))
                .findValuesAsText("entry"))
        .containsExactly("manual#of-gone");
    operator.fails(
        "adminCustomerCreate", FailureCode.CUSTOMER_EXISTS, Map.of("customerId", "gone"));
    // A key that was never used: the other may be cached for some seconds.
    assertThat(api.send(api.request("/account", unused).GET().build()).statusCode())
        .isEqualTo(FailureCode.INVALID_API_KEY.httpStatus());
  }

  /**
   * Creates one thing of each kind that customers have.
   *
   * @return the customer as created, with keys
   */
  private static JsonNode give(CustomerId customer) throws Exception {
    JsonNode made = operator.call("adminCustomerCreate", Map.of("customerId", customer.value()));
    operator.call(
        "adminPaymentRecord",
        Map.of("customerId", customer.value(), "amount", 10_000, "reference", "of-" + customer));
    String key = made.at("/keys/0/key").asText();
    KeyedCalls own = operator.with(key);
    assertThat(api.send(api.request("/session/start/main", key).GET().build()).statusCode())
        .isEqualTo(200);
    api.host().connect(ApiFixture.session(customer.value(), "main"));
    Map<String, Object> webhook = Map.of("url", "https://shop.example/", "sessionId", "main");
    own.call("webhookSet", webhook);
    own.call("webhookSetOfSession", webhook);
    own.call("sessionPairingLink", Map.of("sessionId", "not-started"));
    own.call("sendingSet", Map.of("sessionId", "main", "warmUp", true));
    objects.putObject(
        put ->
            put.bucket(api.aws().bucket())
                .key(Names.mediaObject(customer, MediaId.random(new SecureRandom()))),
        RequestBody.fromString("a picture"));
    logs.append(customer.value(), "main", "of " + customer);
    deadEvent(customer);
    return made;
  }

  private static void deadEvent(CustomerId customer) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    AccountEvent event =
        new AccountEvent(
            EventId.of(customer, "subscription_renewed", "1"),
            customer,
            Environment.TEST,
            "subscription_renewed",
            Instant.EPOCH,
            data);
    String url = deadEvents();
    queues.sendMessage(send ->
        send.queueUrl(url)
            .messageBody(EventMessage.of(event).write())
            .messageGroupId(event.messageGroup())
            .messageDeduplicationId(event.deduplicationId()));
  }

  private static String deadEvents() {
    return queues.getQueueUrl(get -> get.queueName(names.deadEventsQueue())).queueUrl();
  }

  private static JsonNode delete() throws Exception {
    return operator.call("adminCustomerDelete", Map.of("customerId", "gone")).path("deletion");
  }

  /**
   * Runs rounds until none dies. Each is its own process and dies at the first step at which none
   * has died.
   */
  private void roundsUntilNoneDies(Duration later) {
    int before;
    do {
      before = died.size();
      round(later, died.size());
    } while (died.size() > before);
  }

  private void round(Duration later, int deaths) {
    Clock clock = Clock.offset(Clock.systemUTC(), later);
    Map<String, String> environment = new HashMap<>(api.aws().environment());
    environment.put("AWS_REGION", LocalAws.REGION.id());
    try (SupervisorHandler supervisor =
        new SupervisorHandler(FunctionsConfig.from(environment), clock, line -> {}, this::die)) {
      supervisor.round(clock.instant().plusSeconds(45));
    } catch (IllegalStateException e) {
      assertThat(died).hasSize(deaths + 1);
    }
  }

  private void die(DeletionStep step) {
    if (died.add(step)) {
      throw new IllegalStateException("the process died after " + step);
    }
  }

  /** Ends the session as a host does that has logged the device out. */
  private static void endAsItsHostDoes() {
    DynamoSessionStore sessions =
        new DynamoSessionStore(
            tables,
            names,
            new DynamoHostStore(tables, names, Clock.systemUTC()),
            Clock.systemUTC());
    Session session = sessions.find(SESSION).orElseThrow().session();
    assertThat(session.wanted()).isEqualTo(Wanted.ENDED);
    assertThat(sessions.end(session, Clock.systemUTC().instant())).isTrue();
  }

  private static void assertNothingIsLeft() {
    for (Table table : Table.values()) {
      if (!KEPT.contains(table) && table != Table.STILL_LINKED && table != Table.HOSTS) {
        assertThat(texts(table)).as(table.name()).noneMatch(CustomerDeletionIT::isTheirs);
      }
    }
    assertThat(keys(Names.mediaObjects(GONE))).isEmpty();
    assertThat(
            queues
                .listQueues(list -> list.queueNamePrefix(names.sessionQueuePrefix() + SESSION))
                .queueUrls())
        .isEmpty();
  }

  private static boolean isTheirs(String item) {
    return item.contains(GONE.value()) || item.contains(SESSION.value());
  }

  private static Stream<String> texts(Table table) {
    return tables.scanPaginator(scan -> scan.tableName(names.table(table))).items().stream()
        .map(Object::toString);
  }

  private static List<String> keys(String prefix) {
    return objects
        .listObjectsV2(list -> list.bucket(api.aws().bucket()).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  private static void assertOthersAreAsTheyWere(String key) throws Exception {
    KeyedCalls other = operator.with(key);
    assertThat(other.call("webhookGet", Map.of()).path("webhook").isObject()).isTrue();
    assertThat(other.call("sessionGetSessions", Map.of()).path("result").toString())
        .contains("main");
    assertThat(keys(Names.mediaObjects(STAYS))).hasSize(1);
    SessionId session = ApiFixture.session(STAYS.value(), "main");
    assertThat(texts(Table.EVENTS))
        .anyMatch(item -> item.contains(session.value()))
        .anyMatch(item -> item.contains(STAYS.value()));
    List<Message> dead =
        queues
            .receiveMessage(receive ->
                receive.queueUrl(deadEvents()).maxNumberOfMessages(10).waitTimeSeconds(1))
            .messages();
    assertThat(dead)
        .extracting(message -> EventMessage.read(message.body()).customer())
        .containsExactly(STAYS);
  }
}
