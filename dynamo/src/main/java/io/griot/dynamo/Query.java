package io.griot.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Asks for the items of one partition, in the order of their sort keys: of the table as of now, or
 * of one of its indexes, which is a moment late. Immutable.
 *
 * @param index empty for the table itself
 * @param upTo the largest sort key; empty when all are wanted
 * @param max the most items; empty when all are wanted
 */
public record Query(
    Optional<String> index,
    String attribute,
    String value,
    Optional<Map.Entry<String, String>> upTo,
    OptionalInt max) {

  /** The items whose partition key has the value. */
  public static Query of(String attribute, String value) {
    return new Query(Optional.empty(), attribute, value, Optional.empty(), OptionalInt.empty());
  }

  /** Asks an index, by its partition key. */
  public Query in(String indexName) {
    return new Query(Optional.of(indexName), attribute, value, upTo, max);
  }

  /** Leaves out what comes after this value of the sort key. */
  public Query upTo(String sortKey, String last) {
    return new Query(index, attribute, value, Optional.of(Map.entry(sortKey, last)), max);
  }

  /** Reads so many items at most, from the first. */
  public Query atMost(int items) {
    return new Query(index, attribute, value, upTo, OptionalInt.of(items));
  }

  QueryRequest request(String table) {
    QueryRequest.Builder request =
        QueryRequest.builder().tableName(table).consistentRead(index.isEmpty());
    index.ifPresent(request::indexName);
    max.ifPresent(request::limit);
    String partition = "#partition = :partition";
    if (upTo.isEmpty()) {
      return request
          .keyConditionExpression(partition)
          .expressionAttributeNames(Map.of("#partition", attribute))
          .expressionAttributeValues(Map.of(":partition", Item.ofText(value)))
          .build();
    }
    Map<String, AttributeValue> values =
        Map.of(":partition", Item.ofText(value), ":last", Item.ofText(upTo.get().getValue()));
    return request
        .keyConditionExpression(partition + " AND #sort <= :last")
        .expressionAttributeNames(Map.of("#partition", attribute, "#sort", upTo.get().getKey()))
        .expressionAttributeValues(values)
        .build();
  }
}
