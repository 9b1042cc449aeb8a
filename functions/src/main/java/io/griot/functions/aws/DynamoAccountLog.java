package io.griot.functions.aws;

import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.EventMessage;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Write;
import io.griot.functions.eventlog.LogId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The log of what concerns no single session of a customer: subscriptions, webhooks that were
 * disabled, events that were given up. There are few, so each is an item of its own. Thread-safe.
 */
public final class DynamoAccountLog {
  private final DynamoTable table;
  private final InstantSource clock;

  public DynamoAccountLog(DynamoDbClient tables, Names names, InstantSource clock) {
    this.table = new DynamoTable(tables, names, Table.EVENTS);
    this.clock = clock;
  }

  /**
   * Stores an event behind all others of the account. Two requests, and three when the account has
   * a new one for the first time in a while. An event that is stored twice has one id.
   *
   * @param group which other events it stays in order with
   */
  public void append(EventMessage event, String group) {
    Environment environment = event.environment();
    String key = LogId.ofAccount(event.customer(), environment).key();
    table.put(
        table.key(EventLogItem.ofCustomer(event.customer(), environment), EventLogItem.ACCOUNT),
        expiring(new Write()));
    String body = event.body().orElseThrow();
    LoggedEvent logged =
        new LoggedEvent(
            event.id(), event.dataType(), event.at(), group, Optional.of(body), body.length());
    String nonce = UUID.randomUUID().toString();
    while (!isPut(key, logged, nonce)) {
      // Somebody else was there: behind that.
    }
  }

  private boolean isPut(String key, LoggedEvent event, String nonce) {
    long position =
        table
            .query(Query.of(EventLogItem.LOG, key).backwards().atMost(1))
            .findFirst()
            .map(last ->
                EventLogItem.number(last.text(EventLogItem.POSITION))
                    + last.requiredCount(EventLogItem.COUNT))
            .orElseGet(() -> EventLogItem.first(clock.millis()));
    try {
      table.put(
          table.key(key, EventLogItem.position(position)),
          expiring(new Write())
              .set(EventLogItem.COUNT, Item.ofNumber(1))
              .set(EventLogItem.NONCE, Item.ofText(nonce))
              .set(EventLogItem.EVENTS, Item.ofBytes(LoggedEvent.pack(List.of(event))))
              .ifAbsent(EventLogItem.LOG));
      return true;
    } catch (ConditionalCheckFailedException e) {
      // The SDK repeats a put that had succeeded.
      return Item.stored(e).optionalText(EventLogItem.NONCE).equals(Optional.of(nonce));
    }
  }

  private Write expiring(Write write) {
    Instant now = clock.instant();
    return write
        .set(EventLogItem.AT, Item.ofInstant(now))
        .set(EventLogItem.EXPIRES_AT, Item.ofExpiry(now.plus(EventLogItem.KEPT)));
  }
}
