package io.griot.functions.aws;

import io.griot.contract.EndingItem;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.functions.supervision.EndingStore;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Ended generations in DynamoDB, read by a scan of a table that is nearly always empty.
 * Thread-safe.
 */
public final class DynamoEndingStore implements EndingStore {
  private final DynamoTable table;

  public DynamoEndingStore(DynamoDbClient tables, Names names) {
    this.table = new DynamoTable(tables, names, Table.ENDINGS);
  }

  @Override
  public List<Ending> all() {
    return table
        .scan()
        .flatMap(item -> item.readable(EndingItem.GENERATION, DynamoEndingStore::ending).stream())
        .toList();
  }

  private static Ending ending(Item item) {
    return new Ending(
        new Generation(
            new SessionId(item.text(EndingItem.SESSION_ID)),
            item.requiredInstant(EndingItem.CREATED_AT)),
        item.requiredInstant(EndingItem.ENDED_AT));
  }

  @Override
  public void forget(Generation session) {
    table.delete(table.key(session.toString()));
  }
}
