package io.griot.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.EventMessage;
import io.griot.contract.Generation;
import io.griot.contract.HostItem;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.QueueAttributes;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.host.SessionHost;
import io.griot.host.SessionHostConfig;
import io.griot.host.SessionHostMain;
import io.griot.host.lease.DynamoHostStore;
import io.griot.host.lease.HostBeat;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import io.griot.sandbox.SandboxConfig;
import io.griot.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The sandbox and the AWS services, and what the API would do with them: starts sessions, accepts
 * commands, reads outcomes. Hosts are started and closed by the tests.
 */
final class HostFixture implements AutoCloseable {
  static final String SHOP = "237690000001";
  static final String AWA = "237690000002";
  static final List<String> PHONES = List.of(AWA, "237690000003", "237670000004", "221770000005");
  static final Names NAMES = new Names("it");
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Path folder;
  private final LocalAws aws;
  private final SandboxServer sandbox;
  private final DynamoDbClient tables;
  private final SqsClient queues;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> queueUrls = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  HostFixture(Path folder) throws IOException {
    this.folder = folder;
    this.aws = new LocalAws(folder.resolve("aws"), Ports.ANY, NAMES);
    this.sandbox = SandboxServer.start(SandboxConfig.in(folder.resolve("sandbox")));
    this.tables = aws.dynamoDbClient();
    this.queues = aws.sqsClient();
  }

  /** The AWS services, to look into. */
  LocalAws aws() {
    return aws;
  }

  /** What a host of this id, with its own data folder, is told. */
  Map<String, String> environment(String id) {
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("GRIOT_HOST_ID", id);
    environment.put("GRIOT_DATA_FOLDER", folder.resolve(id).toString());
    environment.put("GRIOT_TEST_PAGE_URL", "http://127.0.0.1:" + sandbox.port() + "/");
    environment.put("GRIOT_CHROMIUM_ARGUMENTS", "--no-sandbox");
    environment.put("GRIOT_HEARTBEAT", "2s");
    environment.put("GRIOT_LONG_POLL", "1s");
    environment.put("GRIOT_COMMAND_VISIBILITY", "5s");
    environment.put("GRIOT_LOOK", "200ms");
    environment.put("GRIOT_LOOK_AT_HOSTS", "500ms");
    environment.put("GRIOT_LOOK_AT_OWN", "500ms"); // nobody pokes here
    return environment;
  }

  /** A started host; the test closes it. */
  SessionHost host(String id) throws IOException, InterruptedException {
    return host(environment(id));
  }

  /** A started host that is told this; the test closes it. */
  SessionHost host(Map<String, String> environment) throws IOException, InterruptedException {
    SessionHost host =
        new SessionHost(
            SessionHostConfig.of(environment),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAws.ACCESS_KEY_ID, LocalAws.SECRET_ACCESS_KEY)),
            line -> {},
            failure -> {
              throw new AssertionError("the host failed", failure);
            });
    host.start();
    return host;
  }

  /** A host as a process of its own; the test ends it. */
  Process hostProcess(String id) throws IOException {
    return hostProcess(id, Map.of());
  }

  /** A host as a process of its own that is told more; the test ends it. */
  Process hostProcess(String id, Map<String, String> more) throws IOException {
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SessionHostMain.class.getName());
    process.environment().putAll(environment(id));
    process.environment().putAll(more);
    process.environment().put("AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID);
    process.environment().put("AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY);
    process.redirectErrorStream(true).redirectOutput(folder.resolve(id + ".log").toFile());
    return process.start();
  }

  /** How many processes are about a host's profiles: its browsers'. */
  long browserProcesses(String id) {
    String profiles = folder.resolve(id).resolve("profiles").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(profiles))
        .count();
  }

  /** The session's browser, and what belongs to it for as long as it lives. */
  Set<Long> browsers(SessionId session) {
    return ProcessHandle.allProcesses()
        .filter(process -> isBrowserOf(session, process.info().commandLine().orElse("")))
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /** Chromium's first process; the others, with a type, come and go with what they serve. */
  private static boolean isBrowserOf(SessionId session, String commandLine) {
    return commandLine.contains("--user-data-dir=")
        && commandLine.contains(session.value())
        && !commandLine.contains("--type=");
  }

  /** Has the session's events put on their queue, as a webhook does: nobody delivers them. */
  void wantEvents(SessionId session) {
    String scope = WebhookItem.ofSession(session, Environment.TEST);
    tables.putItem(put ->
        put.tableName(NAMES.table(Table.WEBHOOKS))
            .item(
                Map.of(
                    WebhookItem.SCOPE,
                    text(scope),
                    WebhookItem.URL,
                    text("https://receiver.example"))));
  }

  /** What a session's log has, in order. */
  List<LoggedEvent> logged(SessionId session) {
    return new DynamoTable(tables, NAMES, Table.EVENTS)
        .query(Query.of(EventLogItem.LOG, EventLogItem.ofSession(session, Environment.TEST)))
        .flatMap(item -> item.bytes(EventLogItem.EVENTS).stream())
        .flatMap(packed -> LoggedEvent.unpack(packed).stream())
        .toList();
  }

  /** The events of a name that the log has, as they are delivered. */
  List<ObjectNode> logged(SessionId session, String dataType) {
    return logged(session).stream()
        .filter(event -> event.dataType().equals(dataType))
        .map(event -> Json.readObject(event.body().orElseThrow()))
        .toList();
  }

  /** Takes the items out of a session's log that have an event which was told of a text. */
  void forgetLogged(SessionId session, String text) {
    DynamoTable table = new DynamoTable(tables, NAMES, Table.EVENTS);
    String log = EventLogItem.ofSession(session, Environment.TEST);
    for (Item item : table.query(Query.of(EventLogItem.LOG, log)).toList()) {
      boolean isMeant =
          item.bytes(EventLogItem.EVENTS).map(LoggedEvent::unpack).orElse(List.of()).stream()
              .anyMatch(event -> event.body().orElse("").contains(text));
      if (isMeant) {
        boolean _ = table.delete(table.key(log, item.text(EventLogItem.POSITION)));
      }
    }
  }

  /** Waits until so many events of a name were told of a session, taking all from their queue. */
  void awaitEvents(SessionId session, String dataType, int count) {
    List<String> told = new ArrayList<>();
    await()
        .atMost(DEADLINE)
        .until(() -> {
          events(session).forEach(event -> told.add(event.dataType()));
          return told.stream().filter(dataType::equals).count() >= count;
        });
  }

  /** Waits until these texts, which others wrote to a session, were told; takes all events. */
  void awaitTold(SessionId session, Collection<String> texts) {
    Set<String> told = new HashSet<>();
    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> {
          events(session).stream()
              .flatMap(event -> event.body().stream())
              .map(body -> Json.readObject(body).at("/data/message/body").asText())
              .forEach(told::add);
          assertThat(told).containsAll(texts);
        });
  }

  private List<EventMessage> events(SessionId session) {
    String url = queueUrl(NAMES.eventsQueue());
    List<EventMessage> events = new ArrayList<>();
    queues
        .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
        .messages()
        .forEach(message -> {
          EventMessage event = EventMessage.read(message.body());
          if (event.session().equals(Optional.of(session))) {
            events.add(event);
          }
          queues.deleteMessage(
              delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
        });
    return events;
  }

  /** A session that should run, as the API leaves it. */
  SessionId startSession(String name) {
    CustomerId customer = new CustomerId("customer");
    SessionId session = SessionId.of(customer, new SessionName(name));
    Map<QueueAttributeName, String> attributes =
        QueueAttributes.ofSessionQueue().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> QueueAttributeName.fromValue(entry.getKey()), Map.Entry::getValue));
    Generation generation = new Generation(session, Instant.now());
    queues.createQueue(
        create -> create.queueName(NAMES.sessionQueue(generation)).attributes(attributes));
    long createdAt = generation.createdAt().toEpochMilli();
    tables.putItem(put ->
        put.tableName(NAMES.table(Table.SESSIONS))
            .item(
                Map.of(
                    SessionItem.SESSION_ID, text(session.value()),
                    SessionItem.VERSION, number(SessionItem.CURRENT_VERSION),
                    SessionItem.CUSTOMER_ID, text(customer.value()),
                    SessionItem.NAME, text(name),
                    SessionItem.ENVIRONMENT, text(Environment.TEST.name()),
                    SessionItem.CREATED_AT, number(createdAt),
                    SessionItem.WANTED, text(Wanted.RUNNING.name()),
                    SessionItem.WAITING, text(SessionItem.WAITING_VALUE),
                    SessionItem.WAITING_RANK, text(SessionItem.waitingRank(false, createdAt)))));
    return session;
  }

  /** Has the session ended, as the API does, and waits until it has. */
  void end(SessionId session) {
    want(session, Wanted.ENDED);
    awaitSession(session, Map::isEmpty);
  }

  /** Changes what is wanted of a session. */
  void want(SessionId session, Wanted wanted) {
    tables.updateItem(update ->
        update
            .tableName(NAMES.table(Table.SESSIONS))
            .key(Map.of(SessionItem.SESSION_ID, text(session.value())))
            .updateExpression("SET #wanted = :wanted")
            .expressionAttributeNames(Map.of("#wanted", SessionItem.WANTED))
            .expressionAttributeValues(Map.of(":wanted", text(wanted.name()))));
  }

  /** Asks for another browser, as the API does, and waits until the old one is gone. */
  void restart(SessionId session) {
    long wanted =
        Long.parseLong(
            tables
                .updateItem(update ->
                    update
                        .tableName(NAMES.table(Table.SESSIONS))
                        .key(Map.of(SessionItem.SESSION_ID, text(session.value())))
                        .updateExpression("ADD #restarts :one")
                        .expressionAttributeNames(Map.of("#restarts", SessionItem.RESTARTS))
                        .expressionAttributeValues(Map.of(":one", number(1)))
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes()
                .getOrDefault(SessionItem.RESTARTS, number(0))
                .n());
    awaitSession(session, item -> Long.parseLong(value(item, ObservationItem.RESTARTED)) >= wanted);
  }

  /** A host's item; empty when there is none. */
  Map<String, AttributeValue> hostItem(String id) {
    return item(Table.HOSTS, HostItem.HOST_ID, id);
  }

  /** Leaves what a host left that was killed a moment ago, with one session connected. */
  void leaveKilledHost(String name, String id, SessionId session) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    Files.writeString(data.resolve("host-id"), id);
    Instant now = Instant.now();
    new DynamoHostStore(tables, NAMES)
        .create(
            id,
            new HostBeat(
                Duration.ofMinutes(30),
                now,
                now,
                10,
                1,
                false,
                Map.of(session, now),
                Optional.empty()));
  }

  /** The session's item, and beside it what its present owner saw of it. */
  Map<String, AttributeValue> session(SessionId session) {
    Map<String, AttributeValue> item =
        item(Table.SESSIONS, SessionItem.SESSION_ID, session.value());
    Map<String, AttributeValue> seen =
        item(Table.OBSERVATIONS, ObservationItem.SESSION_ID, session.value());
    boolean holds =
        Objects.equals(item.get(SessionItem.TOKEN), seen.get(ObservationItem.TOKEN))
            && Objects.equals(
                item.get(SessionItem.CREATED_AT), seen.get(ObservationItem.CREATED_AT));
    if (item.isEmpty() || !holds) {
      return item;
    }
    Map<String, AttributeValue> both = new HashMap<>(seen);
    both.putAll(item);
    return both;
  }

  /** Waits until the session's item is as wanted, and returns it. */
  Map<String, AttributeValue> awaitSession(
      SessionId session, Predicate<Map<String, AttributeValue>> wanted) {
    return await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> session(session), wanted);
  }

  static boolean isUsable(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(ObservationItem.USABLE))
        .map(AttributeValue::bool)
        .orElse(false);
  }

  /** An attribute that the item must have, as text. */
  static String value(Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    if (value == null) {
      throw new AssertionError("no " + attribute + " in " + item);
    }
    return value.s() == null ? value.n() : value.s();
  }

  /** Waits for the QR code and has the phone scan it. */
  void pair(SessionId session, String phone) throws IOException, InterruptedException {
    String qr =
        value(
            awaitSession(session, item -> item.containsKey(ObservationItem.QR)),
            ObservationItem.QR);
    phonePost(phone, "/scan", qr);
    awaitSession(session, HostFixture::isUsable);
  }

  CommandId accept(SessionId session, String operation, ObjectNode arguments) {
    return accept(session, operation, arguments, "account");
  }

  /** A command accepted as the API does it. */
  CommandId accept(SessionId session, String operation, ObjectNode arguments, String group) {
    CommandId id = CommandId.random(random);
    tables.putItem(put ->
        put.tableName(NAMES.table(Table.COMMANDS))
            .item(
                Map.of(
                    CommandItem.COMMAND_ID, text(id.value()),
                    CommandItem.SESSION_ID, text(session.value()),
                    CommandItem.OPERATION, text(operation),
                    CommandItem.STATUS, text(CommandStatus.ACCEPTED.name()),
                    CommandItem.ATTEMPT, number(1))));
    Instant now = Instant.now();
    Command command =
        new Command(id, session, operation, arguments, now, now.plus(Duration.ofHours(1)), 1);
    send(command, group, command.deduplicationId());
    return id;
  }

  /** Sends a command's message, again under another deduplication id. */
  void send(Command command, String group, String deduplication) {
    String url = queueUrls.computeIfAbsent(queueName(command.session()), this::queueUrl);
    queues.sendMessage(send ->
        send.queueUrl(url)
            .messageBody(Json.write(command))
            .messageGroupId(group)
            .messageDeduplicationId(deduplication));
  }

  /** Waits until the command has an outcome, and returns its item. */
  Map<String, AttributeValue> outcome(CommandId command) {
    return await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> item(Table.COMMANDS, CommandItem.COMMAND_ID, command.value()),
            item -> item.containsKey(CommandItem.FINISHED_AT));
  }

  /** The answer of a command that must have succeeded. */
  ObjectNode answer(CommandId command) {
    return Json.readObject(value(outcome(command), CommandItem.ANSWER));
  }

  /** Whether a generation of the session is noted as ended and not yet cleared up. */
  boolean hasNotedEnd(SessionId session) {
    return tables.scan(scan -> scan.tableName(NAMES.table(Table.ENDINGS))).items().stream()
        .anyMatch(item -> value(item, EndingItem.SESSION_ID).equals(session.value()));
  }

  boolean hasQueue(SessionId session) {
    return !queues
        .listQueues(list -> list.queueNamePrefix(NAMES.sessionQueuePrefix() + session))
        .queueUrls()
        .isEmpty();
  }

  /** Takes a session its mailbox, as if the API had died before it made one. */
  void loseQueue(SessionId session) {
    queues
        .listQueues(list -> list.queueNamePrefix(NAMES.sessionQueuePrefix() + session))
        .queueUrls()
        .forEach(url -> queues.deleteQueue(delete -> delete.queueUrl(url)));
  }

  static ObjectNode message(String phone, String content) {
    ObjectNode arguments = Json.MAPPER.createObjectNode();
    arguments.put("chatId", phone + "@c.us").put("contentType", "string").put("content", content);
    return arguments;
  }

  JsonNode phoneGet(String phone, String path) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(exchange(request(phone, path).GET().build()).body());
  }

  void phonePost(String phone, String path, String text) throws IOException, InterruptedException {
    HttpResponse<String> response =
        exchange(
            request(phone, path)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text))
                .build());
    if (response.statusCode() >= 300) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
  }

  /** The texts with this beginning that a phone shows in its chat with the shop. */
  List<String> received(String phone, String beginning) throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (JsonNode chat : phoneGet(phone, "/chats")) {
      String messages = "/chats/" + chat.path("id").asText() + "/messages?limit=1000";
      for (JsonNode message : phoneGet(phone, messages)) {
        String body = message.path("body").asText();
        if (body.startsWith(beginning)) {
          texts.add(body);
        }
      }
    }
    return texts;
  }

  /** Has the phone remove all its linked devices. */
  void logOutAll(String phone) throws IOException, InterruptedException {
    for (JsonNode device : phoneGet(phone, "/devices")) {
      exchange(request(phone, "/devices/" + device.path("id").asText()).DELETE().build());
    }
  }

  /** What pages of WhatsApp Web loaded from now on lack; nothing to begin with. */
  void leaveOut(String... modules) throws IOException, InterruptedException {
    ObjectNode faults = Json.MAPPER.createObjectNode();
    faults.set("leaveOut", Json.MAPPER.valueToTree(modules));
    pageFaults(faults);
  }

  /** Whether pages loaded from now on open their storage too slowly; not to begin with. */
  void slowStorage(boolean slow) throws IOException, InterruptedException {
    pageFaults(Json.MAPPER.createObjectNode().put("slowStorage", slow));
  }

  private void pageFaults(ObjectNode faults) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + sandbox.port() + "/faults");
    String body = faults.toString();
    exchange(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String phone, String path) {
    URI uri = URI.create("http://127.0.0.1:" + sandbox.port() + "/phones/" + phone + path);
    return HttpRequest.newBuilder(uri).timeout(DEADLINE);
  }

  private HttpResponse<String> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  private Map<String, AttributeValue> item(Table table, String key, String value) {
    return tables
        .getItem(get ->
            get.tableName(NAMES.table(table)).key(Map.of(key, text(value))).consistentRead(true))
        .item();
  }

  private String queueName(SessionId session) {
    String createdAt = value(session(session), SessionItem.CREATED_AT);
    return NAMES.sessionQueue(
        new Generation(session, Instant.ofEpochMilli(Long.parseLong(createdAt))));
  }

  private String queueUrl(String name) {
    return queues.getQueueUrl(get -> get.queueName(name)).queueUrl();
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  @Override
  public void close() throws IOException {
    http.close();
    tables.close();
    queues.close();
    sandbox.close();
    aws.close();
  }
}
