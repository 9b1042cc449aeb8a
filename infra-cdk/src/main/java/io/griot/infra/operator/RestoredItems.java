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
 * Copies items of a table that was restored under another name into the installation's own table:
 * point-in-time recovery creates a new table, and the installation keeps using the old one.
 * Existing items stay, unless they are to be replaced. May be repeated.
 */
public final class RestoredItems {
  /**
   * The tables whose items can be restored. Sessions cannot: an older token would let a fenced host
   * write again.
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
   * A request to restore items.
   *
   * @param from the restored table's full name
   * @param replace whether existing items are replaced
   */
  record Order(Table table, String from, boolean replace) {
    /**
     * Parses a command line.
     *
     * @throws IllegalArgumentException that says what is wrong
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

  /** The numbers of written items, and of existing items that were kept. */
  record Report(int written, int kept) {}

  /** Exits with 1, and one line with the reason, on failure. */
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

  /** Writes the items. Without replacement a write is conditional on the item's absence. */
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
