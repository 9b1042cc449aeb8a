package io.griot.functions.aws;

import io.griot.contract.LimitItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.fairuse.WaitingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Waiting requests in DynamoDB, an item per customer. Thread-safe. */
public final class DynamoWaitingStore implements WaitingStore {
  /** The time after the last place's end for which the item is kept. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final DynamoTable limits;

  public DynamoWaitingStore(DynamoDbClient tables, Names names) {
    this.limits = new DynamoTable(tables, names, Table.LIMITS);
  }

  /** Takes a place, on condition of the number of places, and that those to clear are as seen. */
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

  /** Takes the first place, on condition that there is no item. */
  private Taking first(String scope, String place, Instant until, int bound) {
    return bound < 1
        ? NOBODY
        : written(
            scope,
            until,
            new Write()
                .ifAbsent(LimitItem.PLACES)
                .set(LimitItem.PLACES, AttributeValue.fromM(Map.of(place, Item.ofInstant(until)))));
  }

  private Taking written(String scope, Instant until, Write write) {
    write.set(LimitItem.EXPIRES_AT, Item.ofExpiry(until.plus(KEPT)));
    try {
      limits.update(limits.key(scope), write);
      return new Taking.Taken();
    } catch (ConditionalCheckFailedException e) {
      return new Taking.Full(Item.stored(e).instants(LimitItem.PLACES));
    }
  }

  /** Gives back a place, on condition that the item has places; otherwise it has expired. */
  @Override
  public void give(String scope, String place) {
    boolean _ =
        limits.tryUpdate(
            limits.key(scope),
            new Write().ifPresent(LimitItem.PLACES).removeIn(LimitItem.PLACES, place));
  }
}
