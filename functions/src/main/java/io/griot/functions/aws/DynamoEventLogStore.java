package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.BatchGet;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.functions.eventlog.EventLogStore;
import io.griot.functions.eventlog.LogChunk;
import io.griot.functions.eventlog.LogId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Logs of events in DynamoDB. Thread-safe. */
public final class DynamoEventLogStore implements EventLogStore {
  private final DynamoDbClient client;
  private final DynamoTable table;

  public DynamoEventLogStore(DynamoDbClient tables, Names names) {
    this.client = tables;
    this.table = new DynamoTable(tables, names, Table.EVENTS);
  }

  @Override
  public List<LogId> of(CustomerId customer, Environment environment) {
    return table
        .query(Query.of(EventLogItem.LOG, EventLogItem.ofCustomer(customer, environment)))
        .map(item -> LogId.listed(customer, item.text(EventLogItem.POSITION), environment))
        .toList();
  }

  @Override
  public List<LogChunk> behind(LogId log, long position, int most) {
    return from(log, position + 1, most).stream().map(DynamoEventLogStore::chunk).toList();
  }

  private List<Item> from(LogId log, long first, int most) {
    return table
        .query(
            Query.of(EventLogItem.LOG, log.key())
                .from(EventLogItem.POSITION, EventLogItem.position(first))
                .atMost(most))
        .toList();
  }

  private static LogChunk chunk(Item item) {
    return new LogChunk(
        first(item) + item.requiredCount(EventLogItem.COUNT) - 1,
        item.requiredInstant(EventLogItem.AT),
        item.bytes(EventLogItem.EVENTS).map(LoggedEvent::unpack).orElse(List.of()));
  }

  private static long first(Item item) {
    return EventLogItem.number(item.text(EventLogItem.POSITION));
  }

  /**
   * Whether logs have newer items. The items' keys are known, because a log's positions have no
   * gaps while it has items.
   */
  @Override
  public boolean goesOn(Map<LogId, Long> positions) {
    List<Map<String, AttributeValue>> keys =
        positions.entrySet().stream()
            .map(one -> table.key(one.getKey().key(), EventLogItem.position(one.getValue() + 1)))
            .toList();
    for (int from = 0; from < keys.size(); from += BatchGet.MAX_KEYS) {
      List<Map<String, AttributeValue>> some =
          keys.subList(from, Math.min(keys.size(), from + BatchGet.MAX_KEYS));
      if (!new BatchGet(client).of(table, some).readOnce().in(table).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds the position of a time by a binary search: positions and times grow together, and each
   * step reads one item.
   */
  @Override
  public long before(LogId log, Instant time) {
    Optional<Item> oldest = from(log, 0, 1).stream().findFirst();
    Optional<Item> newest =
        table.query(Query.of(EventLogItem.LOG, log.key()).backwards().atMost(1)).findFirst();
    if (oldest.isEmpty() || newest.isEmpty() || !isBefore(oldest.get(), time)) {
      return 0;
    }
    long known = first(oldest.get());
    long end = first(newest.get()) + 1;
    // The item at `known` is before the time; no item from `end` on is.
    while (end - known > 1) {
      long middle = known + (end - known) / 2;
      Optional<Item> found =
          from(log, middle, 1).stream().findFirst().filter(item -> isBefore(item, time));
      if (found.isPresent()) {
        known = first(found.get());
      } else {
        end = middle;
      }
    }
    return known;
  }

  private static boolean isBefore(Item item, Instant time) {
    return item.requiredInstant(EventLogItem.AT).isBefore(time);
  }
}
