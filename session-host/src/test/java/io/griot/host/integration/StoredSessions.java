package io.griot.host.integration;

import io.griot.contract.CustomerId;
import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.HostItem;
import io.griot.contract.ObservationItem;
import io.griot.contract.QueueAttributes;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Sessions as the API writes them and reads them: in the tables, with their queues. Thread-safe.
 */
final class StoredSessions {
  private final DynamoDbClient tables;
  private final SqsClient queues;

  StoredSessions(DynamoDbClient tables, SqsClient queues) {
    this.tables = tables;
    this.queues = queues;
  }

  /** A session that should run, as the API leaves it. */
  SessionId start(String name) {
    CustomerId customer = new CustomerId("customer");
    SessionId session = SessionId.of(customer, new SessionName(name));
    Map<QueueAttributeName, String> attributes =
        QueueAttributes.ofSessionQueue().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> QueueAttributeName.fromValue(entry.getKey()), Map.Entry::getValue));
    Generation generation = new Generation(session, Instant.now());
    queues.createQueue(create ->
        create.queueName(HostFixture.NAMES.sessionQueue(generation)).attributes(attributes));
    long createdAt = generation.createdAt().toEpochMilli();
    tables.putItem(put ->
        put.tableName(HostFixture.NAMES.table(Table.SESSIONS))
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
    await(session, Map::isEmpty);
  }

  /** Changes a session's wanted state. */
  void want(SessionId session, Wanted wanted) {
    tables.updateItem(update ->
        update
            .tableName(HostFixture.NAMES.table(Table.SESSIONS))
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
                        .tableName(HostFixture.NAMES.table(Table.SESSIONS))
                        .key(Map.of(SessionItem.SESSION_ID, text(session.value())))
                        .updateExpression("ADD #restarts :one")
                        .expressionAttributeNames(Map.of("#restarts", SessionItem.RESTARTS))
                        .expressionAttributeValues(Map.of(":one", number(1)))
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes()
                .getOrDefault(SessionItem.RESTARTS, number(0))
                .n());
    await(session, item -> Long.parseLong(value(item, ObservationItem.RESTARTED)) >= wanted);
  }

  /** A host's item; empty when there is none. */
  Map<String, AttributeValue> host(String id) {
    return item(Table.HOSTS, HostItem.HOST_ID, id);
  }

  /** The session's item, together with its present owner's observation. */
  Map<String, AttributeValue> get(SessionId session) {
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
  Map<String, AttributeValue> await(
      SessionId session, Predicate<Map<String, AttributeValue>> wanted) {
    return Awaitility.await()
        .atMost(HostFixture.DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(session), wanted);
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

  /** Whether a generation of the session is stored as ended, with its remains not removed yet. */
  boolean hasNotedEnd(SessionId session) {
    return tables
        .scan(scan -> scan.tableName(HostFixture.NAMES.table(Table.ENDINGS)))
        .items()
        .stream()
        .anyMatch(item -> value(item, EndingItem.SESSION_ID).equals(session.value()));
  }

  boolean hasQueue(SessionId session) {
    return !queues
        .listQueues(list -> list.queueNamePrefix(HostFixture.NAMES.sessionQueuePrefix() + session))
        .queueUrls()
        .isEmpty();
  }

  /** Deletes a session's mailbox, as if the API had died before it made one. */
  void loseQueue(SessionId session) {
    queues
        .listQueues(list -> list.queueNamePrefix(HostFixture.NAMES.sessionQueuePrefix() + session))
        .queueUrls()
        .forEach(url -> queues.deleteQueue(delete -> delete.queueUrl(url)));
  }

  /** The name of the queue of the session's present generation. */
  String queueName(SessionId session) {
    String createdAt = value(get(session), SessionItem.CREATED_AT);
    return HostFixture.NAMES.sessionQueue(
        new Generation(session, Instant.ofEpochMilli(Long.parseLong(createdAt))));
  }

  private Map<String, AttributeValue> item(Table table, String key, String value) {
    return tables
        .getItem(get ->
            get.tableName(HostFixture.NAMES.table(table))
                .key(Map.of(key, text(value)))
                .consistentRead(true))
        .item();
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
