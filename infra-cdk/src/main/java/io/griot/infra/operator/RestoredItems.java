package io.griot.infra.operator;

import io.griot.contract.Names;
import io.griot.contract.Table;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Brings items of a table that was restored under another name back into the installation's own:
 * point-in-time recovery makes a new table, and the installation goes on with the old one. What is
 * there stays, unless it is to be replaced. May be repeated.
 */
public final class RestoredItems {
  /**
   * Sessions are not among them: an earlier token would let a host that was fenced off write again.
   */
  static final Set<Table> ALLOWED =
      EnumSet.of(
          Table.API_KEYS,
          Table.CUSTOMERS,
          Table.PLANS,
          Table.LEDGER,
          Table.PAYMENTS,
          Table.WEBHOOKS);

  private static final String REPLACE = "--replace";
  private static final String USAGE =
      "usage: ./griot restore TABLE RESTORED-TABLE [--replace]; TABLE is one of "
          + ALLOWED.stream().map(Table::suffix).collect(Collectors.joining(", "));

  private RestoredItems() {}

  /**
   * What is to be brought back.
   *
   * @param from the restored table's whole name
   * @param replace whether items that are there are replaced
   */
  record Order(Table table, String from, boolean replace) {
    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException which says what is wrong with it
     */
    static Order parse(List<String> words) {
      List<String> names = words.stream().filter(word -> !word.equals(REPLACE)).toList();
      Optional<Table> table =
          ALLOWED.stream()
              .filter(one -> names.size() == 2 && one.suffix().equals(names.getFirst()))
              .findFirst();
      if (table.isEmpty()) {
        throw new IllegalArgumentException(USAGE);
      }
      boolean replace = words.contains(REPLACE);
      if (replace && table.get() == Table.LEDGER) {
        throw new IllegalArgumentException("entries of the ledger are never replaced");
      }
      return new Order(table.get(), names.getLast(), replace);
    }
  }

  /** How many items were written, and how many were there already. */
  record Report(int written, int kept) {}

  /** Exits with 1, and one line that says why, when it could not be done. */
  public static void main(String[] arguments) {
    try {
      Order order = Order.parse(Arrays.asList(arguments));
      FirstAdminKeyConfig config = FirstAdminKeyConfig.fromEnvironment();
      try (DynamoDbClient tables =
          DynamoDbClient.builder()
              .region(Region.of(config.region()))
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build()) {
        Report report = bringBack(tables, config.names(), order);
        System.out.printf(
            "%s: %d items written, %d were there%n",
            config.names().table(order.table()), report.written(), report.kept());
      }
    } catch (IllegalArgumentException | SdkException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Conditional on there being no such item, unless it is to be replaced. */
  static Report bringBack(DynamoDbClient tables, Names names, Order order) {
    int written = 0;
    int kept = 0;
    for (Map<String, AttributeValue> item :
        tables.scanPaginator(scan -> scan.tableName(order.from()).consistentRead(true)).items()) {
      if (write(tables, names.table(order.table()), order, item)) {
        written++;
      } else {
        kept++;
      }
    }
    return new Report(written, kept);
  }

  private static boolean write(
      DynamoDbClient tables, String table, Order order, Map<String, AttributeValue> item) {
    try {
      tables.putItem(put -> {
        put.tableName(table).item(item);
        if (!order.replace()) {
          put.conditionExpression("attribute_not_exists(#key)")
              .expressionAttributeNames(Map.of("#key", order.table().partitionKey()));
        }
      });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
