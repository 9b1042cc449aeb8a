package io.griot.functions.aws;

import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.fairuse.BacklogStore;
import io.griot.functions.session.SessionStore;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Counts by {@link Table#PENDING_INDEX}: half a unit where nothing waits. Thread-safe. */
public final class DynamoBacklogStore implements BacklogStore {
  private final DynamoDbClient tables;
  private final String table;
  private final SessionStore sessions;

  public DynamoBacklogStore(DynamoDbClient tables, Names names, SessionStore sessions) {
    this.tables = tables;
    this.table = names.table(Table.COMMANDS);
    this.sessions = sessions;
  }

  @Override
  public int count(Generation session, int atMost) {
    int count = 0;
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryResponse page = tables.query(query(session, atMost - count, from));
      count += page.count();
      from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!from.isEmpty() && count < atMost);
    return count;
  }

  private QueryRequest query(Generation session, int atMost, Map<String, AttributeValue> from) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(Table.PENDING_INDEX)
            .select(Select.COUNT)
            .limit(Math.max(1, atMost))
            .keyConditionExpression("#in = :session")
            .expressionAttributeNames(Map.of("#in", CommandItem.PENDING_IN))
            .expressionAttributeValues(Map.of(":session", Item.ofText(session.toString())));
    return (from.isEmpty() ? query : query.exclusiveStartKey(from)).build();
  }

  @Override
  public List<Generation> sessions(CustomerId customer) {
    return sessions.of(customer).stream().map(view -> view.session().generation()).toList();
  }
}
