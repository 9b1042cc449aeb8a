package io.griot.local.gateway;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.HostItem;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.local.aws.LocalAws;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A stand-in for a session host: reads one session's queue and writes outcomes. */
public final class StandInHost implements AutoCloseable {
  private static final long TOKEN = 1;

  /** Longer than a test: its heartbeat changes only when a test says so. */
  private static final Duration BEATS_FOR = Duration.ofMinutes(1);

  private final Names names;
  private final String bucket;
  private final DynamoDbClient tables;
  private final SqsClient queues;
  private final S3Client objects;
  private final Function<Command, Outcome> page;
  private final CopyOnWriteArrayList<Command> received = new CopyOnWriteArrayList<>();
  private volatile boolean closing;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  public StandInHost(LocalAws aws, Function<Command, Outcome> page) {
    this.names = aws.names();
    this.bucket = aws.bucket();
    this.tables = aws.dynamoDbClient();
    this.queues = aws.sqsClient();
    this.objects = aws.s3Client();
    this.page = page;
  }

  /** All deliveries, in order. */
  public CopyOnWriteArrayList<Command> received() {
    return received;
  }

  /** Takes a waiting session, as a host does. */
  public void take(SessionId session) {
    update(
        Table.SESSIONS,
        Map.of(SessionItem.SESSION_ID, text(session.value())),
        Map.of(
            SessionItem.OWNER, text(hostOf(session)),
            SessionItem.TOKEN, number(TOKEN)),
        List.of(SessionItem.WAITING, SessionItem.WAITING_RANK));
  }

  /**
   * Gives a session back.
   *
   * @param waits whether it waits for another host
   */
  public void release(SessionId session, boolean waits) {
    update(
        Table.SESSIONS,
        Map.of(SessionItem.SESSION_ID, text(session.value())),
        waits
            ? Map.of(
                SessionItem.WAITING, text(SessionItem.WAITING_VALUE),
                SessionItem.WAITING_RANK, text(SessionItem.waitingRank(true, now().toEpochMilli())))
            : Map.of(),
        List.of(SessionItem.OWNER));
  }

  /** Removes a session, as a host does after logging its device out. */
  public void end(SessionId session) {
    tables.deleteItem(delete ->
        delete
            .tableName(names.table(Table.SESSIONS))
            .key(Map.of(SessionItem.SESSION_ID, text(session.value()))));
  }

  /** Marks the session's phone as linked. */
  public void link(SessionId session) {
    update(
        Table.SESSIONS,
        Map.of(SessionItem.SESSION_ID, text(session.value())),
        Map.of(SessionItem.LINKED_AT, number(now().toEpochMilli())),
        List.of());
  }

  /** Writes an observation of an owned session, as a host does. */
  public void see(SessionId session, Map<String, AttributeValue> seen) {
    Map<String, AttributeValue> values = new HashMap<>(seen);
    values.put(ObservationItem.CREATED_AT, number(createdAt(session).toEpochMilli()));
    values.put(ObservationItem.TOKEN, number(TOKEN));
    update(
        Table.OBSERVATIONS,
        Map.of(ObservationItem.SESSION_ID, text(session.value())),
        values,
        List.of());
    beat(session, Duration.ZERO);
  }

  /** Writes that a linked session's page is usable. */
  public void connect(SessionId session) {
    take(session);
    link(session);
    see(
        session,
        Map.of(
            ObservationItem.STATE, text("CONNECTED"),
            ObservationItem.USABLE, AttributeValue.fromBool(true)));
  }

  /** Marks the session's browser as new enough for the next restart request. */
  public void restarted(SessionId session) {
    see(session, Map.of(ObservationItem.RESTARTED, number(1)));
  }

  /** Sets the time of the last heartbeat of the session's host and of its page's proof of life. */
  public void beat(SessionId session, Duration ago) {
    AttributeValue then = number(now().minus(ago).toEpochMilli());
    tables.putItem(put ->
        put.tableName(names.table(Table.HOSTS))
            .item(
                Map.of(
                    HostItem.HOST_ID, text(hostOf(session)),
                    HostItem.VERSION, number(HostItem.CURRENT_VERSION),
                    HostItem.BEAT, number(1),
                    HostItem.BEAT_MILLIS, number(BEATS_FOR.toMillis()),
                    HostItem.BEAT_AT, then,
                    HostItem.SLOTS, number(1),
                    HostItem.PROOFS, AttributeValue.fromM(Map.of(session.value(), then)))));
  }

  /** Sets the time for which the session has been wanted to run. */
  public void wantedFor(SessionId session, Duration time) {
    update(
        Table.SESSIONS,
        Map.of(SessionItem.SESSION_ID, text(session.value())),
        Map.of(SessionItem.WANTED_AT, number(now().minus(time).toEpochMilli())),
        List.of());
  }

  /**
   * The session's own host. Each session has one, because the API caches a host's state for a
   * second.
   */
  private static String hostOf(SessionId session) {
    return "stand-in-" + session;
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private void update(
      Table table,
      Map<String, AttributeValue> key,
      Map<String, AttributeValue> values,
      List<String> removed) {
    Map<String, AttributeValueUpdate> updates = new HashMap<>();
    values.forEach((name, value) ->
        updates.put(
            name, AttributeValueUpdate.builder().value(value).action(AttributeAction.PUT).build()));
    removed.forEach(name ->
        updates.put(name, AttributeValueUpdate.builder().action(AttributeAction.DELETE).build()));
    tables.updateItem(
        change -> change.tableName(names.table(table)).key(key).attributeUpdates(updates));
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  /** Starts reading the session's queue. */
  public void run(SessionId session) {
    String queue = names.sessionQueue(new Generation(session, createdAt(session)));
    String url = queues.getQueueUrl(get -> get.queueName(queue)).queueUrl();
    readers.execute(() -> read(url));
  }

  private Instant createdAt(SessionId session) {
    var key = Map.of(SessionItem.SESSION_ID, AttributeValue.fromS(session.value()));
    var item =
        tables.getItem(
            get -> get.tableName(names.table(Table.SESSIONS)).key(key).consistentRead(true));
    AttributeValue millis = item.item().get(SessionItem.CREATED_AT);
    if (millis == null) {
      throw new AssertionError("session " + session + " was not started");
    }
    return Instant.ofEpochMilli(Long.parseLong(millis.n()));
  }

  private void read(String url) {
    while (!closing) {
      try {
        queues
            .receiveMessage(
                receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
            .messages()
            .forEach(message -> carryOut(url, message));
      } catch (SqsException e) {
        return; // the queue was deleted
      }
    }
  }

  private void carryOut(String url, Message message) {
    Optional<CommandId> claim = Json.readClaimCheck(message.body());
    Command command =
        Json.readCommand(
            claim
                .map(id ->
                    objects
                        .getObjectAsBytes(get -> get.bucket(bucket).key(Names.commandObject(id)))
                        .asUtf8String())
                .orElse(message.body()));
    received.add(command);
    write(command.id(), page.apply(command));
    queues.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  private void write(CommandId id, Outcome outcome) {
    Map<String, AttributeValue> end = new HashMap<>();
    switch (outcome) {
      case Outcome.Succeeded(String text, var pageTime) -> {
        end.put(CommandItem.STATUS, AttributeValue.fromS("SUCCEEDED"));
        end.put(CommandItem.PAGE_MILLIS, AttributeValue.fromN("" + pageTime.toNanos() / 1e6));
        if (text.length() > CommandItem.MAX_INLINE_BYTES) {
          String key = Names.answerObject(id);
          objects.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text));
          end.put(CommandItem.ANSWER_REF, AttributeValue.fromS(key));
        } else {
          end.put(CommandItem.ANSWER, AttributeValue.fromS(text));
        }
      }
      case Outcome.Filed filed ->
          throw new AssertionError("a stand-in has no files: " + filed.file());
      case Outcome.Failed(FailureCode code, String detail) -> {
        end.put(CommandItem.STATUS, AttributeValue.fromS("FAILED"));
        end.put(CommandItem.FAILURE, AttributeValue.fromS(code.name()));
        if (!detail.isEmpty()) {
          end.put(CommandItem.DETAIL, AttributeValue.fromS(detail));
        }
      }
    }
    Map<String, AttributeValueUpdate> updates = new HashMap<>();
    end.forEach(
        (name, value) -> updates.put(name, AttributeValueUpdate.builder().value(value).build()));
    tables.updateItem(update ->
        update
            .tableName(names.table(Table.COMMANDS))
            .key(Map.of(CommandItem.COMMAND_ID, AttributeValue.fromS(id.value())))
            .attributeUpdates(updates));
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  @Override
  public void close() {
    closing = true;
    readers.close(); // each reader's long poll ends within a second
    tables.close();
    queues.close();
    objects.close();
  }
}
