package io.griot.host.lease;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;

import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SocketState;
import io.griot.contract.Table;
import io.griot.host.dynamo.Attributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Stores observations in their own table. Thread-safe; blocks for each request. */
public final class DynamoObservationStore implements ObservationStore {
  private final DynamoDbClient dynamoDb;
  private final String table;

  public DynamoObservationStore(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.table = names.table(Table.OBSERVATIONS);
  }

  @Override
  public Optional<Observation> read(Generation session) {
    Map<String, AttributeValue> item =
        dynamoDb.getItem(get -> get.tableName(table).key(key(session)).consistentRead(true)).item();
    return number(session.createdAt().toEpochMilli()).equals(item.get(ObservationItem.CREATED_AT))
        ? Optional.of(observationIn(item))
        : Optional.empty();
  }

  /**
   * A put and not an update, so that attributes which are not observed any more disappear. The SDK
   * repeats a put under its own revision, which is therefore let through.
   */
  @Override
  public boolean write(
      Lease lease, Generation session, long revision, Observation observation) {
    Map<String, AttributeValue> item = new HashMap<>(key(session));
    AttributeValue created = number(session.createdAt().toEpochMilli());
    item.put(ObservationItem.CREATED_AT, created);
    item.put(ObservationItem.TOKEN, number(lease.token()));
    item.put(ObservationItem.REVISION, number(revision));
    item.put(ObservationItem.RESTARTED, number(observation.restarted()));
    item.put(ObservationItem.USABLE, AttributeValue.fromBool(observation.usable()));
    observation.state().ifPresent(state -> item.put(ObservationItem.STATE, text(state.name())));
    putTime(item, ObservationItem.DOWN_SINCE, observation.downSince());
    putTime(item, ObservationItem.LAST_EVENT_AT, observation.lastEventAt());
    observation.qr().ifPresent(qr -> item.put(ObservationItem.QR, text(qr)));
    observation
        .problem()
        .ifPresent(problem -> item.put(ObservationItem.PROBLEM, text(problem.text())));
    if (!observation.unavailable().isEmpty()) {
      List<String> sorted = observation.unavailable().stream().sorted().toList();
      item.put(ObservationItem.UNAVAILABLE, AttributeValue.fromSs(sorted));
    }
    observation
        .limits()
        .ifPresent(limits -> item.put(ObservationItem.LIMITS, text(limits.toString())));
    if (observation.catchingUp()) {
      item.put(ObservationItem.CATCHING_UP, AttributeValue.fromBool(true));
    }
    try {
      dynamoDb.putItem(put ->
          put.tableName(table)
              .item(item)
              .conditionExpression(
                  "attribute_not_exists(#token) OR #created < :created"
                      + " OR (#created = :created AND (#token < :token OR (#token = :token"
                      + " AND (attribute_not_exists(#revision) OR #revision <= :revision))))")
              .expressionAttributeNames(
                  Map.of(
                      "#token",
                      ObservationItem.TOKEN,
                      "#created",
                      ObservationItem.CREATED_AT,
                      "#revision",
                      ObservationItem.REVISION))
              .expressionAttributeValues(
                  Map.of(
                      ":created",
                      created,
                      ":token",
                      number(lease.token()),
                      ":revision",
                      number(revision))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static void putTime(
      Map<String, AttributeValue> item, String attribute, Optional<Instant> time) {
    time.ifPresent(at -> item.put(attribute, number(at.toEpochMilli())));
  }

  private static Observation observationIn(Map<String, AttributeValue> item) {
    return new Observation(
        Attributes.numberIn(item, ObservationItem.RESTARTED),
        word(SocketState.values(), item, ObservationItem.STATE),
        Attributes.flagIn(item, ObservationItem.USABLE),
        timeIn(item, ObservationItem.DOWN_SINCE),
        timeIn(item, ObservationItem.LAST_EVENT_AT),
        Attributes.textIn(item, ObservationItem.QR),
        Attributes.textIn(item, ObservationItem.PROBLEM).flatMap(Problem::ofText),
        Optional.ofNullable(item.get(ObservationItem.UNAVAILABLE))
            .map(names -> Set.copyOf(names.ss()))
            .orElse(Set.of()),
        Attributes.textIn(item, ObservationItem.LIMITS).map(Json::readObject),
        Attributes.flagIn(item, ObservationItem.CATCHING_UP));
  }

  /** Empty for a word of a newer version. */
  private static <E extends Enum<E>> Optional<E> word(
      E[] words, Map<String, AttributeValue> item, String attribute) {
    return Attributes.textIn(item, attribute)
        .flatMap(text -> Arrays.stream(words).filter(word -> word.name().equals(text)).findFirst());
  }

  private static Optional<Instant> timeIn(Map<String, AttributeValue> item, String attribute) {
    return item.containsKey(attribute)
        ? Optional.of(Instant.ofEpochMilli(Attributes.numberIn(item, attribute)))
        : Optional.empty();
  }

  private static Map<String, AttributeValue> key(Generation session) {
    return Map.of(ObservationItem.SESSION_ID, text(session.session().value()));
  }
}
