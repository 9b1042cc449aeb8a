package io.griot.local.supervision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.HeldItem;
import io.griot.contract.HostItem;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.SupervisorHandler;
import io.griot.functions.aws.DynamoHostStore;
import io.griot.functions.aws.DynamoSessionStore;
import io.griot.functions.aws.DynamoSubmissionStore;
import io.griot.functions.aws.SqsSessionQueues;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStore;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import io.griot.testing.StackExtension;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** An installation at a settable time, its stored state, and its supervisor. */
final class SupervisorFixture extends StackExtension<SupervisorFixture.Parts> {
  static final Names NAMES = new Names("watch");
  static final CustomerId CUSTOMER = new CustomerId("customer");
  private static final int PLANNED = 3;
  private static final Duration ROUND = Duration.ofSeconds(30);

  private final SecureRandom random = new SecureRandom();
  final MovableClock clock = new MovableClock();
  final List<String> lines = new ArrayList<>();

  /** The open parts. */
  record Parts(
      LocalAws aws,
      DynamoDbClient tables,
      SqsClient queues,
      S3Client objects,
      SupervisorHandler supervisor)
      implements AutoCloseable {
    @Override
    public void close() {
      try (aws;
          tables;
          queues;
          objects) {
        supervisor.close();
      }
    }
  }

  @Override
  protected Parts open(Path folder) {
    LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
    return new Parts(
        aws,
        aws.dynamoDbClient(),
        aws.sqsClient(),
        aws.s3Client(),
        new SupervisorHandler(FunctionsConfig.from(environment(aws)), clock, lines::add));
  }

  private DynamoSessionStore sessions() {
    DynamoDbClient tables = parts().tables();
    return new DynamoSessionStore(tables, NAMES, new DynamoHostStore(tables, NAMES, clock), clock);
  }

  private SqsSessionQueues mailboxes() {
    return new SqsSessionQueues(parts().queues(), NAMES, clock);
  }

  private static Map<String, String> environment(LocalAws aws) {
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("AWS_REGION", LocalAws.REGION.id());
    return environment;
  }

  /** Deletes all sessions, hosts and customers; the clock is not changed. */
  void reset() {
    for (Table table :
        List.of(
            Table.SESSIONS,
            Table.OBSERVATIONS,
            Table.HOSTS,
            Table.CUSTOMERS,
            Table.ENDINGS,
            Table.STILL_LINKED)) {
      parts()
          .tables()
          .scanPaginator(scan -> scan.tableName(NAMES.table(table)))
          .items()
          .forEach(item -> delete(table, item.getOrDefault(table.partitionKey(), text("none"))));
    }
    lines.clear();
  }

  private void delete(Table table, AttributeValue key) {
    parts()
        .tables()
        .deleteItem(
            delete -> delete.tableName(NAMES.table(table)).key(Map.of(table.partitionKey(), key)));
  }

  /** Runs a round of the supervisor at the clock's time. */
  void round() {
    parts().supervisor().round(clock.instant().plus(ROUND));
  }

  /** Starts a session as the API does. */
  Generation started(String name) {
    Session session =
        Session.started(CUSTOMER, new SessionName(name), Environment.TEST, clock.instant());
    if (sessions().create(session, PLANNED) != SessionStore.Creation.CREATED
        || !mailboxes().makeMailbox(session.generation())) {
      throw new IllegalStateException("session " + name + " is not started");
    }
    return session.generation();
  }

  /** Writes a session with its queue as the version before stored it. */
  Generation fromBefore(String name, Map<String, AttributeValue> seen) {
    SessionId id = SessionId.of(CUSTOMER, new SessionName(name));
    Generation session = new Generation(id, clock.instant());
    Map<String, AttributeValue> item = new HashMap<>(seen);
    item.put(SessionItem.SESSION_ID, text(id.value()));
    item.put(SessionItem.CUSTOMER_ID, text(CUSTOMER.value()));
    item.put(SessionItem.NAME, text(name));
    item.put(SessionItem.ENVIRONMENT, text(Environment.TEST.name()));
    item.put(SessionItem.CREATED_AT, time(session.createdAt()));
    put(Table.SESSIONS, item);
    if (!mailboxes().makeMailbox(session)) {
      throw new IllegalStateException("session " + name + " has no mailbox");
    }
    return session;
  }

  /** Changes a session's item as hosts do. */
  void write(Generation session, Map<String, AttributeValue> attributes, String... removed) {
    Map<String, AttributeValue> item = new HashMap<>(item(session));
    item.putAll(attributes);
    List.of(removed).forEach(item::remove);
    put(Table.SESSIONS, item);
  }

  /** Writes a host with this age of its heartbeat, by DynamoDB's time. */
  void host(String id, Duration ago) {
    long beatAt = Clock.systemUTC().millis() - ago.toMillis();
    put(
        Table.HOSTS,
        Map.of(
            HostItem.HOST_ID, text(id),
            HostItem.VERSION, number(HostItem.CURRENT_VERSION),
            HostItem.BEAT, number(9),
            HostItem.BEAT_MILLIS, number(15_000),
            HostItem.BEAT_AT, number(beatAt),
            HostItem.STARTED_AT, number(beatAt),
            HostItem.SLOTS, number(10),
            HostItem.SESSIONS, number(1)));
  }

  Map<String, AttributeValue> host(String id) {
    return get(Table.HOSTS, id);
  }

  Map<String, AttributeValue> customer() {
    return get(Table.CUSTOMERS, CUSTOMER.value());
  }

  Map<String, AttributeValue> item(Generation session) {
    return get(Table.SESSIONS, session.session().value());
  }

  void customer(CustomerId customer, String subscription, Optional<Instant> paidUntil) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(CustomerItem.CUSTOMER_ID, text(customer.value()));
    item.put(CustomerItem.SUBSCRIPTION, text(subscription));
    paidUntil.ifPresent(end -> item.put(CustomerItem.PAID_UNTIL, time(end)));
    put(Table.CUSTOMERS, item);
  }

  /** Records that a generation has ended, as its host does. */
  void ended(Generation session) {
    delete(Table.SESSIONS, text(session.session().value()));
    put(
        Table.ENDINGS,
        Map.of(
            EndingItem.GENERATION, text(session.toString()),
            EndingItem.SESSION_ID, text(session.session().value()),
            EndingItem.CREATED_AT, time(session.createdAt()),
            EndingItem.ENDED_AT, time(clock.instant())));
  }

  boolean isNoted(Generation session) {
    return !get(Table.ENDINGS, session.toString()).isEmpty();
  }

  boolean isStillLinked(Generation session) {
    return sessions()
        .stillLinked(session.session())
        .filter(ended -> ended.generation().equals(session))
        .isPresent();
  }

  /** A command in a session's queue, with this status. */
  CommandId command(Generation session, CommandStatus status) {
    return command(session, status, Duration.ofDays(1));
  }

  /** As {@link #command}; it must start within this time. */
  CommandId command(Generation session, CommandStatus status, Duration within) {
    Command command = accepted(session, status, within);
    send(session, command.id(), Json.write(command));
    return command.id();
  }

  /** A command that the session's last host left held for the next. */
  CommandId heldCommand(Generation session, Duration within) {
    Command command = accepted(session, CommandStatus.ACCEPTED, within);
    put(
        Table.HELD,
        Map.of(
            HeldItem.GENERATION, text(session.toString()),
            HeldItem.POSITION, text(HeldItem.position(clock.instant().toEpochMilli())),
            HeldItem.COMMAND_ID, text(command.id().value()),
            HeldItem.ATTEMPT, number(1),
            HeldItem.BODY, text(Json.write(command)),
            HeldItem.START_BY, time(command.startBy())));
    return command.id();
  }

  private Command accepted(Generation session, CommandStatus status, Duration within) {
    CommandId id = CommandId.random(random);
    Instant startBy = clock.instant().plus(within);
    put(
        Table.COMMANDS,
        Map.of(
            CommandItem.COMMAND_ID, text(id.value()),
            CommandItem.CUSTOMER_ID, text(CUSTOMER.value()),
            CommandItem.SESSION_ID, text(session.session().value()),
            CommandItem.FINGERPRINT, text("f"),
            CommandItem.ANSWER, text("{}"),
            CommandItem.ACCEPTED_AT, time(clock.instant()),
            CommandItem.START_BY, time(startBy),
            CommandItem.STATUS, text(status.name())));
    if (status == CommandStatus.ACCEPTED) {
      new DynamoSubmissionStore(parts().tables(), NAMES, clock).pend(id, 1, session, startBy);
    }
    ObjectNode none = Json.MAPPER.createObjectNode();
    return new Command(id, session.session(), "clientGetState", none, clock.instant(), startBy, 1);
  }

  private void send(Generation session, CommandId id, String body) {
    String queue = queueUrl(NAMES.sessionQueue(session));
    parts()
        .queues()
        .sendMessage(send ->
            send.queueUrl(queue)
                .messageGroupId("account")
                .messageDeduplicationId(id.value())
                .messageBody(body));
  }

  /** The failure of a command. */
  String failure(CommandId command) {
    return get(Table.COMMANDS, command.value())
        .getOrDefault(CommandItem.FAILURE, text("not at all"))
        .s();
  }

  /** Takes all commands from a session's queue, in order. */
  List<CommandId> waiting(Generation session) {
    return take(NAMES.sessionQueue(session)).stream()
        .map(message -> Json.readCommand(message.body()).id())
        .toList();
  }

  boolean hasQueue(Generation session) {
    return parts()
        .queues()
        .listQueues(list -> list.queueNamePrefix(NAMES.sessionQueue(session)))
        .queueUrls()
        .stream()
        .anyMatch(url -> url.endsWith("/" + NAMES.sessionQueue(session)));
  }

  private List<Message> take(String name) {
    String queue = queueUrl(name);
    List<Message> taken = new ArrayList<>();
    while (true) {
      List<Message> some =
          parts()
              .queues()
              .receiveMessage(
                  receive -> receive.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(0))
              .messages();
      if (some.isEmpty()) {
        return taken;
      }
      some.forEach(message ->
          parts()
              .queues()
              .deleteMessage(
                  delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle())));
      taken.addAll(some);
    }
  }

  void checkpoint(Generation session) {
    parts()
        .objects()
        .putObject(
            put -> put.bucket(parts().aws().bucket()).key(Names.checkpointObject(session, 1, 1)),
            RequestBody.fromString("a profile"));
  }

  boolean hasCheckpoint(Generation session) {
    return parts()
        .objects()
        .listObjectsV2(
            list -> list.bucket(parts().aws().bucket()).prefix(Names.checkpointObjects(session)))
        .contents()
        .stream()
        .findAny()
        .isPresent();
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue time(Instant value) {
    return AttributeValue.fromN(Long.toString(value.toEpochMilli()));
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private String queueUrl(String name) {
    return parts().queues().getQueueUrl(get -> get.queueName(name)).queueUrl();
  }

  private void put(Table table, Map<String, AttributeValue> item) {
    parts()
        .tables()
        .putItem(PutItemRequest.builder().tableName(NAMES.table(table)).item(item).build());
  }

  private Map<String, AttributeValue> get(Table table, String key) {
    return parts()
        .tables()
        .getItem(get ->
            get.tableName(NAMES.table(table))
                .key(Map.of(table.partitionKey(), text(key)))
                .consistentRead(true))
        .item();
  }

  /** A clock that stands until it is moved. */
  static final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-10-01T12:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("nobody asks for local times");
    }
  }
}
