package io.griot.dynamo;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * A query for the items of one partition in the order of their sort keys, in the table itself
 * (consistent) or in an index (eventually consistent). Immutable.
 *
 * @param index empty for the table itself
 * @param from the smallest sort key; empty for no bound
 * @param upTo the largest sort key; empty for no bound
 * @param isBackwards whether the last item comes first
 * @param max the maximum number of items; empty for no limit
 */
public record Query(
    Optional<String> index,
    String attribute,
    String value,
    Optional<Map.Entry<String, String>> from,
    Optional<Map.Entry<String, String>> upTo,
    boolean isBackwards,
    OptionalInt max) {

  /** A query for the items whose partition key has the value. */
  public static Query of(String attribute, String value) {
    return new Query(
        Optional.empty(),
        attribute,
        value,
        Optional.empty(),
        Optional.empty(),
        false,
        OptionalInt.empty());
  }

  /** A copy that queries an index by its partition key. */
  public Query in(String indexName) {
    return new Query(Optional.of(indexName), attribute, value, from, upTo, isBackwards, max);
  }

  /** A copy that leaves out items before this sort key. */
  public Query from(String sortKey, String first) {
    Map.Entry<String, String> limit = Map.entry(sortKey, first);
    return new Query(index, attribute, value, Optional.of(limit), upTo, isBackwards, max);
  }

  /** A copy that leaves out items after this sort key. */
  public Query upTo(String sortKey, String last) {
    Map.Entry<String, String> limit = Map.entry(sortKey, last);
    return new Query(index, attribute, value, from, Optional.of(limit), isBackwards, max);
  }

  /** A copy that begins with the last item. */
  public Query backwards() {
    return new Query(index, attribute, value, from, upTo, true, max);
  }

  /** A copy that reads at most this many items. */
  public Query atMost(int items) {
    return new Query(index, attribute, value, from, upTo, isBackwards, OptionalInt.of(items));
  }

  QueryRequest request(String table) {
    QueryRequest.Builder request =
        QueryRequest.builder().tableName(table).consistentRead(index.isEmpty());
    index.ifPresent(request::indexName);
    max.ifPresent(request::limit);
    if (isBackwards) {
      request.scanIndexForward(false);
    }
    Map<String, String> names = new HashMap<>(Map.of("#partition", attribute));
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":partition", Item.ofText(value)));
    from.ifPresent(limit -> {
      names.put("#sort", limit.getKey());
      values.put(":first", Item.ofText(limit.getValue()));
    });
    upTo.ifPresent(limit -> {
      names.put("#sort", limit.getKey());
      values.put(":last", Item.ofText(limit.getValue()));
    });
    return request
        .keyConditionExpression("#partition = :partition" + range())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  private String range() {
    if (from.isEmpty()) {
      return upTo.isEmpty() ? "" : " AND #sort <= :last";
    }
    return upTo.isEmpty() ? " AND #sort >= :first" : " AND #sort BETWEEN :first AND :last";
  }
}
