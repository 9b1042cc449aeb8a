package io.griot.functions.aws;

import io.griot.contract.LimitItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.fairuse.WaitingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Who waits, in DynamoDB: an item for each customer. Thread-safe. */
public final class DynamoWaitingStore implements WaitingStore {
  /** After its last place, nobody waits any more. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final DynamoDbClient tables;
  private final String table;

  public DynamoWaitingStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.LIMITS);
  }

  /** Conditional on the number of places, and on those that are cleared being as seen. */
  @Override
  public Taking take(
      String scope, String place, Instant until, int bound, Map<String, Instant> over) {
    Write write = new Write();
    String places = write.name(LimitItem.PLACES);
    String size = write.value(Item.ofNumber((long) bound + over.size()));
    write
        .ifTrue("attribute_exists(" + places + ") AND size(" + places + ") < " + size)
        .setIn(LimitItem.PLACES, place, Item.ofInstant(until));
    over.forEach((old, end) -> {
      write.ifIn(LimitItem.PLACES, old, Item.ofInstant(end)).removeIn(LimitItem.PLACES, old);
    });
    Taking taking = written(scope, until, write);
    return taking.equals(NOBODY) ? first(scope, place, until, bound) : taking;
  }

  private static final Taking NOBODY = new Taking.Full(Map.of());

  /** Conditional on nobody's having waited yet. */
  private Taking first(String scope, String place, Instant until, int bound) {
    return bound < 1
        ? NOBODY
        : written(
            scope,
            until,
            new Write()
                .ifIs(LimitItem.PLACES, Optional.empty())
                .set(LimitItem.PLACES, AttributeValue.fromM(Map.of(place, Item.ofInstant(until)))));
  }

  private Taking written(String scope, Instant until, Write write) {
    write.set(LimitItem.EXPIRES_AT, Item.ofNumber(until.plus(KEPT).getEpochSecond()));
    try {
      tables.updateItem(
          write.update(table, key(scope)).toBuilder()
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
              .build());
      return new Taking.Taken();
    } catch (ConditionalCheckFailedException e) {
      return new Taking.Full(
          e.hasItem() ? new Item(e.item()).instants(LimitItem.PLACES) : Map.of());
    }
  }

  /** Conditional on there being an item: a place is in one. */
  @Override
  public void give(String scope, String place) {
    try {
      tables.updateItem(
          new Write()
              .ifPresent(LimitItem.PLACES)
              .removeIn(LimitItem.PLACES, place)
              .update(table, key(scope)));
    } catch (ConditionalCheckFailedException e) {
      // Nobody waits: the item has expired.
    }
  }

  private static Map<String, AttributeValue> key(String scope) {
    return Map.of(LimitItem.SCOPE, Item.ofText(scope));
  }
}
