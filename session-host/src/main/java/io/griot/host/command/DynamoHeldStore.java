package io.griot.host.command;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.HeldItem;
import io.griot.contract.Names;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import io.griot.contract.Table;
import io.griot.host.dynamo.Attributes;
import io.griot.host.dynamo.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Stores held messages in DynamoDB. Thread-safe; blocks for each request. */
public final class DynamoHeldStore implements HeldStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoHeldStore.class);

  private final DynamoDbClient dynamoDb;
  private final String held;
  private final String commands;

  public DynamoHeldStore(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.held = names.table(Table.HELD);
    this.commands = names.table(Table.COMMANDS);
  }

  @Override
  public List<HeldMessage> all(Generation session) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(held)
            .consistentRead(true)
            .keyConditionExpression("#generation = :generation")
            .expressionAttributeNames(Map.of("#generation", HeldItem.GENERATION))
            .expressionAttributeValues(Map.of(":generation", text(session.toString())))
            .build();
    return dynamoDb.queryPaginator(query).items().stream().map(DynamoHeldStore::read).toList();
  }

  @Override
  public Optional<String> body(Generation session, HeldMessage one) {
    GetItemResponse answer =
        dynamoDb.getItem(get -> get.tableName(held).key(key(session, one)).consistentRead(true));
    return Attributes.textIn(answer.item(), HeldItem.BODY);
  }

  /** Unconditional: no other message has this position. */
  @Override
  public void put(Generation session, HeldMessage one, String body) {
    Map<String, AttributeValue> item = new HashMap<>(key(session, one));
    item.put(HeldItem.COMMAND_ID, text(one.command().value()));
    item.put(HeldItem.ATTEMPT, number(one.attempt()));
    item.put(HeldItem.GROUP, text(one.group()));
    item.put(HeldItem.BODY, text(body));
    item.put(HeldItem.NOT_BEFORE, number(one.notBefore().toEpochMilli()));
    item.put(HeldItem.START_BY, number(one.startBy().toEpochMilli()));
    item.put(HeldItem.REQUIRES, text(one.requires().name()));
    one.pace()
        .ifPresent(pace -> {
          item.put(HeldItem.INTERVAL_MILLIS, number(pace.interval().toMillis()));
          item.put(HeldItem.BURST, number(pace.burst()));
        });
    item.put(HeldItem.STOPS, AttributeValue.fromBool(one.stops()));
    Instant kept = one.startBy().plus(CommandItem.KEPT);
    item.put(HeldItem.EXPIRES_AT, number(kept.getEpochSecond()));
    dynamoDb.putItem(put -> put.tableName(held).item(item));
  }

  @Override
  public void remove(Generation session, HeldMessage one) {
    dynamoDb.deleteItem(delete -> delete.tableName(held).key(key(session, one)));
  }

  @Override
  public void explain(HeldMessage one, Instant until, HeldBecause because) {
    Update update =
        new Update()
            .set(CommandItem.HELD_UNTIL, number(until.toEpochMilli()))
            .set(CommandItem.HELD_BECAUSE, text(because.name()))
            .ifEquals(CommandItem.STATUS, text(CommandStatus.ACCEPTED.name()))
            .ifEquals(CommandItem.ATTEMPT, number(one.attempt()));
    try {
      dynamoDb.updateItem(update.request(commands, Attributes.key(one.command())));
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      // The command is being started, ended or repeated at this moment.
      log.atDebug().addKeyValue("commandId", one.command()).log("held.not_explained");
    }
  }

  private static Map<String, AttributeValue> key(Generation session, HeldMessage one) {
    return Map.of(
        HeldItem.GENERATION, text(session.toString()),
        HeldItem.POSITION, text(HeldItem.position(one.position())));
  }

  private static HeldMessage read(Map<String, AttributeValue> item) {
    Optional<Pace> pace =
        item.containsKey(HeldItem.INTERVAL_MILLIS)
            ? Optional.of(
                new Pace(
                    Duration.ofMillis(Attributes.numberIn(item, HeldItem.INTERVAL_MILLIS)),
                    Math.toIntExact(Math.max(1, Attributes.numberIn(item, HeldItem.BURST)))))
            : Optional.empty();
    return new HeldMessage(
        HeldItem.number(Attributes.requiredTextIn(item, HeldItem.POSITION)),
        new CommandId(Attributes.requiredTextIn(item, HeldItem.COMMAND_ID)),
        Math.toIntExact(Attributes.requiredNumberIn(item, HeldItem.ATTEMPT)),
        Attributes.requiredTextIn(item, HeldItem.GROUP),
        Instant.ofEpochMilli(Attributes.requiredNumberIn(item, HeldItem.NOT_BEFORE)),
        Instant.ofEpochMilli(Attributes.requiredNumberIn(item, HeldItem.START_BY)),
        requires(item),
        pace,
        Attributes.flagIn(item, HeldItem.STOPS));
  }

  /** A requirement of a newer version is read as the strictest one. */
  private static Requires requires(Map<String, AttributeValue> item) {
    String name = Attributes.textIn(item, HeldItem.REQUIRES).orElse("");
    return Stream.of(Requires.values())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElse(Requires.CONNECTED);
  }
}
