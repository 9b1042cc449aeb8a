package io.griot.dynamo;

import java.util.HashMap;
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
 * @param from the smallest sort key; empty when all are wanted
 * @param upTo the largest sort key; empty when all are wanted
 * @param max the most items; empty when all are wanted
 */
public record Query(
    Optional<String> index,
    String attribute,
    String value,
    Optional<Map.Entry<String, String>> from,
    Optional<Map.Entry<String, String>> upTo,
    OptionalInt max) {

  /** The items whose partition key has the value. */
  public static Query of(String attribute, String value) {
    return new Query(
        Optional.empty(),
        attribute,
        value,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** Asks an index, by its partition key. */
  public Query in(String indexName) {
    return new Query(Optional.of(indexName), attribute, value, from, upTo, max);
  }

  /** Leaves out what comes before this value of the sort key. */
  public Query from(String sortKey, String first) {
    return new Query(index, attribute, value, Optional.of(Map.entry(sortKey, first)), upTo, max);
  }

  /** Leaves out what comes after this value of the sort key. */
  public Query upTo(String sortKey, String last) {
    return new Query(index, attribute, value, from, Optional.of(Map.entry(sortKey, last)), max);
  }

  /** Reads so many items at most, from the first. */
  public Query atMost(int items) {
    return new Query(index, attribute, value, from, upTo, OptionalInt.of(items));
  }

  QueryRequest request(String table) {
    QueryRequest.Builder request =
        QueryRequest.builder().tableName(table).consistentRead(index.isEmpty());
    index.ifPresent(request::indexName);
    max.ifPresent(request::limit);
    Map<String, String> names = new HashMap<>(Map.of("#partition", attribute));
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":partition", Item.ofText(this.value)));
    StringBuilder condition = new StringBuilder("#partition = :partition");
    Optional<String> first = bound(from, ":first", names, values);
    Optional<String> last = bound(upTo, ":last", names, values);
    if (first.isPresent() && last.isPresent()) {
      condition.append(" AND #sort BETWEEN :first AND :last"); // DynamoDB takes one condition of it
    } else if (first.isPresent()) {
      condition.append(" AND #sort >= :first");
    } else if (last.isPresent()) {
      condition.append(" AND #sort <= :last");
    }
    return request
        .keyConditionExpression(condition.toString())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  private static Optional<String> bound(
      Optional<Map.Entry<String, String>> of,
      String placeholder,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    of.ifPresent(bound -> {
      names.put("#sort", bound.getKey());
      values.put(placeholder, Item.ofText(bound.getValue()));
    });
    return of.map(Map.Entry::getValue);
  }
}
