package io.griot.host.command;

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
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Stores held messages in DynamoDB. Thread-safe; blocks for each request. */
public final class DynamoHeldStore implements HeldStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoHeldStore.class);

  private final DynamoTable held;
  private final DynamoTable commands;

  public DynamoHeldStore(DynamoDbClient dynamoDb, Names names) {
    this.held = new DynamoTable(dynamoDb, names, Table.HELD);
    this.commands = new DynamoTable(dynamoDb, names, Table.COMMANDS);
  }

  @Override
  public List<HeldMessage> all(Generation session) {
    return held.query(Query.of(HeldItem.GENERATION, session.toString()))
        .map(DynamoHeldStore::read)
        .toList();
  }

  @Override
  public Optional<String> body(Generation session, HeldMessage one) {
    return held.get(key(session, one)).flatMap(item -> item.optionalText(HeldItem.BODY));
  }

  /** Stores a message. Unconditional: no other message has this position. */
  @Override
  public void put(Generation session, HeldMessage one, String body) {
    Write write =
        new Write()
            .set(HeldItem.COMMAND_ID, Item.ofText(one.command().value()))
            .set(HeldItem.ATTEMPT, Item.ofNumber(one.attempt()))
            .set(HeldItem.GROUP, Item.ofText(one.group()))
            .set(HeldItem.BODY, Item.ofText(body))
            .set(HeldItem.NOT_BEFORE, Item.ofInstant(one.notBefore()))
            .set(HeldItem.START_BY, Item.ofInstant(one.startBy()))
            .set(HeldItem.REQUIRES, Item.ofText(one.requires().name()))
            .set(HeldItem.STOPS, Item.ofFlag(one.stops()))
            .set(HeldItem.EXPIRES_AT, Item.ofExpiry(one.startBy().plus(CommandItem.KEPT)));
    one.pace()
        .ifPresent(pace ->
            write
                .set(HeldItem.INTERVAL_MILLIS, Item.ofNumber(pace.interval().toMillis()))
                .set(HeldItem.BURST, Item.ofNumber(pace.burst())));
    held.put(key(session, one), write);
  }

  @Override
  public void remove(Generation session, HeldMessage one) {
    held.delete(key(session, one));
  }

  @Override
  public void explain(HeldMessage one, Instant until, HeldBecause because) {
    Write write =
        new Write()
            .set(CommandItem.HELD_UNTIL, Item.ofInstant(until))
            .set(CommandItem.HELD_BECAUSE, Item.ofText(because.name()))
            .ifIs(CommandItem.STATUS, Item.ofText(CommandStatus.ACCEPTED.name()))
            .ifIs(CommandItem.ATTEMPT, Item.ofNumber(one.attempt()));
    try {
      commands.update(commands.key(one.command().value()), write);
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      // The command is being started, ended or repeated at this moment.
      log.atDebug().addKeyValue("commandId", one.command()).log("held.not_explained");
    }
  }

  private Map<String, AttributeValue> key(Generation session, HeldMessage one) {
    return held.key(session.toString(), HeldItem.position(one.position()));
  }

  /** Reads a message. A requirement of a newer version is read as the strictest one. */
  private static HeldMessage read(Item item) {
    return new HeldMessage(
        HeldItem.number(item.text(HeldItem.POSITION)),
        new CommandId(item.text(HeldItem.COMMAND_ID)),
        Math.toIntExact(item.requiredCount(HeldItem.ATTEMPT)),
        item.text(HeldItem.GROUP),
        item.requiredInstant(HeldItem.NOT_BEFORE),
        item.requiredInstant(HeldItem.START_BY),
        item.word(Requires.values(), HeldItem.REQUIRES).orElse(Requires.CONNECTED),
        item.optionalCount(HeldItem.INTERVAL_MILLIS).map(millis -> pace(millis, item)),
        item.flag(HeldItem.STOPS));
  }

  private static Pace pace(long intervalMillis, Item item) {
    return new Pace(
        Duration.ofMillis(intervalMillis),
        Math.toIntExact(Math.max(1, item.count(HeldItem.BURST))));
  }
}
