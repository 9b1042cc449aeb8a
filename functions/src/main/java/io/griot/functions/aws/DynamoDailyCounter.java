package io.griot.functions.aws;

import io.griot.contract.LimitItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.fairuse.DailyCounter;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Counts in DynamoDB, an item for each scope. Thread-safe. */
public final class DynamoDailyCounter implements DailyCounter {
  private final DynamoDbClient tables;
  private final String table;

  public DynamoDailyCounter(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.LIMITS);
  }

  /** Conditional on the count. A write that the SDK repeats may count twice. */
  @Override
  public boolean count(String scope, int limit, Instant forgottenAt) {
    Write write = new Write();
    String count = write.name(LimitItem.COUNT);
    String most = write.value(Item.ofNumber(limit));
    try {
      tables.updateItem(
          write
              .ifTrue("attribute_not_exists(" + count + ") OR " + count + " < " + most)
              .add(LimitItem.COUNT, 1)
              .set(LimitItem.EXPIRES_AT, Item.ofNumber(forgottenAt.getEpochSecond()))
              .update(table, Map.of(LimitItem.SCOPE, Item.ofText(scope))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
