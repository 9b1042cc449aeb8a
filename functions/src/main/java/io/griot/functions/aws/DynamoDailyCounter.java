package io.griot.functions.aws;

import io.griot.contract.LimitItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.fairuse.DailyBudget;
import io.griot.functions.fairuse.DailyCounter;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Counters in DynamoDB, an item per scope. Thread-safe. */
public final class DynamoDailyCounter implements DailyCounter, DailyBudget {
  private final DynamoTable limits;

  public DynamoDailyCounter(DynamoDbClient tables, Names names) {
    this.limits = new DynamoTable(tables, names, Table.LIMITS);
  }

  /** Counts, on condition of the limit. A write that the SDK retries may count twice. */
  @Override
  public boolean count(String scope, int limit, Instant forgottenAt) {
    Write write = new Write();
    String count = write.name(LimitItem.COUNT);
    String most = write.value(Item.ofNumber(limit));
    return limits.tryUpdate(
        limits.key(scope),
        write
            .ifTrue("attribute_not_exists(" + count + ") OR " + count + " < " + most)
            .add(LimitItem.COUNT, 1)
            .set(LimitItem.EXPIRES_AT, Item.ofExpiry(forgottenAt)));
  }

  /** Takes an amount, on condition of the limit. A write that the SDK retries may count twice. */
  @Override
  public boolean take(String scope, int amount, int limit, Instant forgottenAt) {
    Write write = new Write();
    String count = write.name(LimitItem.COUNT);
    String most = write.value(Item.ofNumber((long) limit - amount));
    return amount <= limit
        && limits.tryUpdate(
            limits.key(scope),
            write
                .ifTrue("attribute_not_exists(" + count + ") OR " + count + " <= " + most)
                .add(LimitItem.COUNT, amount)
                .set(LimitItem.EXPIRES_AT, Item.ofExpiry(forgottenAt)));
  }

  /** Gives back an amount, on condition that the item exists. */
  @Override
  public void give(String scope, int amount) {
    boolean _ =
        limits.tryUpdate(
            limits.key(scope),
            new Write().ifPresent(LimitItem.COUNT).add(LimitItem.COUNT, -amount));
  }
}
