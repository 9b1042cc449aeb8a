package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.DeliveryItem;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventLogItem;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Write;
import io.griot.functions.webhooks.DeliveryReport;
import io.griot.functions.webhooks.DeliveryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The states of deliveries in DynamoDB, in the table of the event logs: both expire alike, and are
 * read per customer in order of time. Thread-safe.
 */
public final class DynamoDeliveryStore implements DeliveryStore {
  private final DynamoTable table;

  public DynamoDeliveryStore(DynamoDbClient tables, Names names) {
    this.table = new DynamoTable(tables, names, Table.EVENTS);
  }

  @Override
  public Optional<DeliveryReport> find(DeliveryReport.Key key) {
    return table.get(key(key)).map(item -> read(key, item));
  }

  /** Stores reports without a condition, because only one instance at a time sends an event. */
  @Override
  public void put(List<DeliveryReport> reports) {
    table.putAll(reports.stream().map(this::item).toList());
  }

  @Override
  public List<DeliveryReport> recent(
      CustomerId customer, Environment environment, Optional<String> before, int most) {
    Query all = Query.of(EventLogItem.LOG, DeliveryItem.of(customer, environment)).backwards();
    String last = before.orElse("");
    Query some =
        before
            .map(place -> all.upTo(EventLogItem.POSITION, place).atMost(most + 1))
            .orElse(all.atMost(most));
    return table
        .query(some)
        .filter(item -> !item.text(EventLogItem.POSITION).equals(last))
        .limit(most)
        .map(item -> read(key(customer, environment, item), item))
        .toList();
  }

  private Map<String, AttributeValue> key(DeliveryReport.Key key) {
    return table.key(
        DeliveryItem.of(key.customer(), key.environment()),
        DeliveryItem.position(key.queued(), key.event()));
  }

  private static DeliveryReport.Key key(CustomerId customer, Environment environment, Item item) {
    return new DeliveryReport.Key(
        customer,
        environment,
        DeliveryItem.queued(item.text(EventLogItem.POSITION)),
        new EventId(item.text(DeliveryItem.EVENT_ID)));
  }

  private Map.Entry<Map<String, AttributeValue>, Write> item(DeliveryReport report) {
    Write write =
        new Write()
            .set(DeliveryItem.EVENT_ID, Item.ofText(report.key().event().value()))
            .set(DeliveryItem.DATA_TYPE, Item.ofText(report.dataType()))
            .set(DeliveryItem.STATE, Item.ofText(report.state().name()))
            .set(DeliveryItem.ATTEMPTS, Item.ofNumber(report.attempts()))
            .set(DeliveryItem.FIRST_AT, Item.ofInstant(report.first()))
            .set(DeliveryItem.LAST_AT, Item.ofInstant(report.last()))
            .set(DeliveryItem.LATENCY, Item.ofNumber(report.latency().toMillis()))
            .set(EventLogItem.EXPIRES_AT, Item.ofExpiry(report.last().plus(EventLogItem.KEPT)));
    report.session().ifPresent(id -> write.set(DeliveryItem.SESSION_ID, Item.ofText(id.value())));
    report.next().ifPresent(then -> write.set(DeliveryItem.NEXT_AT, Item.ofInstant(then)));
    report.status().ifPresent(code -> write.set(DeliveryItem.STATUS, Item.ofNumber(code)));
    report.error().ifPresent(why -> write.set(DeliveryItem.ERROR, Item.ofText(why)));
    report.replay().ifPresent(id -> write.set(DeliveryItem.REPLAY, Item.ofText(id)));
    return Map.entry(key(report.key()), write);
  }

  private static DeliveryReport read(DeliveryReport.Key key, Item item) {
    return new DeliveryReport(
        key,
        item.text(DeliveryItem.DATA_TYPE),
        item.optionalText(DeliveryItem.SESSION_ID).map(SessionId::new),
        item.word(DeliveryItem.State.values(), DeliveryItem.STATE)
            .orElse(DeliveryItem.State.WAITING),
        Math.toIntExact(item.count(DeliveryItem.ATTEMPTS)),
        item.requiredInstant(DeliveryItem.FIRST_AT),
        item.requiredInstant(DeliveryItem.LAST_AT),
        item.instant(DeliveryItem.NEXT_AT),
        item.optionalCount(DeliveryItem.STATUS).map(Math::toIntExact),
        item.optionalText(DeliveryItem.ERROR),
        Duration.ofMillis(item.count(DeliveryItem.LATENCY)),
        item.optionalText(DeliveryItem.REPLAY));
  }
}
