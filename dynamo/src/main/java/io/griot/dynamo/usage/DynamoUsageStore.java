package io.griot.dynamo.usage;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.UsageItem;
import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores usage in DynamoDB. An addition is a transaction of one item, because DynamoDB recognises
 * transactions by token: a repeated one is made only once. Thread-safe.
 */
public final class DynamoUsageStore implements UsageStore {
  private final DynamoDbClient client;
  private final DynamoTable table;

  public DynamoUsageStore(DynamoDbClient client, Names names) {
    this.client = client;
    this.table = new DynamoTable(client, names, Table.USAGE);
  }

  @Override
  public boolean add(String token, UsageDay day, Usage usage) {
    int shard = Math.floorMod(token.hashCode(), UsageItem.SHARDS);
    Instant end = day.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Write write =
        new Write()
            .add(UsageItem.COMMANDS, usage.commands())
            .add(UsageItem.MESSAGES, usage.messages())
            .add(UsageItem.EVENTS, usage.events())
            .add(UsageItem.SESSION_MILLIS, usage.sessions().toMillis())
            .set(UsageItem.EXPIRES_AT, Item.ofExpiry(end.plus(UsageItem.KEPT)));
    Optional<Cancellation> failure =
        new Transaction()
            .update(
                table,
                table.key(
                    day.customer().value(), UsageItem.sliceOf(day.day(), day.environment(), shard)),
                write)
            .write(client, token);
    if (failure.isPresent() && !failure.get().isPassing()) {
      throw failure.get().cause();
    }
    return failure.isEmpty();
  }

  /**
   * A customer's usage by day and environment; days without usage are absent.
   *
   * @param until the last day, included
   */
  public Map<UsageDay, Usage> of(CustomerId customer, LocalDate from, LocalDate until) {
    Map<UsageDay, Usage> days = new TreeMap<>(UsageDay.IN_ORDER);
    table
        .query(
            Query.of(UsageItem.CUSTOMER_ID, customer.value())
                .from(UsageItem.SLICE, from.toString())
                .upTo(UsageItem.SLICE, until.plusDays(1).toString()))
        .forEach(item -> days.merge(day(customer, item), usage(item), Usage::plus));
    return days;
  }

  private static UsageDay day(CustomerId customer, Item item) {
    String slice = item.text(UsageItem.SLICE);
    return new UsageDay(customer, UsageItem.environmentOf(slice), UsageItem.dayOf(slice));
  }

  private static Usage usage(Item item) {
    return new Usage(
        item.count(UsageItem.COMMANDS),
        item.count(UsageItem.MESSAGES),
        item.count(UsageItem.EVENTS),
        Duration.ofMillis(item.count(UsageItem.SESSION_MILLIS)));
  }
}
