package io.griot.host.lease;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;

import io.griot.contract.HostItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.host.dynamo.Attributes;
import io.griot.host.dynamo.Update;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Stores heartbeats in the hosts table. Thread-safe. All hosts are read by a scan, because the
 * table has one small item per running host.
 */
public final class DynamoHostStore implements HostStore {
  private static final Duration KEPT = Duration.ofDays(1);

  private final DynamoDbClient dynamoDb;
  private final String table;

  public DynamoHostStore(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.table = names.table(Table.HOSTS);
  }

  @Override
  public void create(String host, HostBeat beat) {
    Update update =
        said(beat)
            .set(HostItem.VERSION, number(HostItem.CURRENT_VERSION))
            .set(HostItem.STARTED_AT, number(beat.startedAt().toEpochMilli()));
    beat.task()
        .ifPresent(task ->
            update
                .set(HostItem.TASK, text(task.task()))
                .set(HostItem.TASK_DEFINITION, text(task.definition())));
    dynamoDb.updateItem(update.request(table, key(host)));
  }

  @Override
  public boolean beat(String host, HostBeat beat) {
    try {
      // Checks the beat and not only the item: a late poke may have created the item again.
      dynamoDb.updateItem(said(beat).ifPresent(HostItem.BEAT).request(table, key(host)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  @Override
  public void forgetProofs(String host) {
    Update update =
        new Update().set(HostItem.PROOFS, AttributeValue.fromM(Map.of())).ifPresent(HostItem.BEAT);
    try {
      dynamoDb.updateItem(update.request(table, key(host)));
    } catch (ConditionalCheckFailedException e) {
      // Readers ignore a host without an item.
    }
  }

  @Override
  public void remove(String host) {
    dynamoDb.deleteItem(delete -> delete.tableName(table).key(key(host)));
  }

  @Override
  public List<HostRecord> all() {
    return dynamoDb
        .scanPaginator(scan ->
            scan.tableName(table)
                .consistentRead(true)
                .projectionExpression("#host, #beat, #millis, #pokes, #drain")
                .expressionAttributeNames(
                    Map.of(
                        "#host", HostItem.HOST_ID,
                        "#beat", HostItem.BEAT,
                        "#millis", HostItem.BEAT_MILLIS,
                        "#pokes", HostItem.POKES,
                        "#drain", HostItem.DRAIN)))
        .items()
        .stream()
        // A late poke or drain may have created an item for a host that is gone.
        .filter(item -> item.containsKey(HostItem.BEAT_MILLIS))
        .map(DynamoHostStore::recordOf)
        .toList();
  }

  private static Update said(HostBeat beat) {
    Map<String, AttributeValue> proofs =
        beat.proofs().entrySet().stream()
            .collect(
                Collectors.toMap(
                    proof -> proof.getKey().value(),
                    proof -> number(proof.getValue().toEpochMilli())));
    return new Update()
        .add(HostItem.BEAT, number(1))
        .set(HostItem.BEAT_MILLIS, number(beat.duration().toMillis()))
        .set(HostItem.BEAT_AT, number(beat.at().toEpochMilli()))
        .set(HostItem.SLOTS, number(beat.slots()))
        .set(HostItem.SESSIONS, number(beat.sessions()))
        .set(HostItem.CLOSED, AttributeValue.fromBool(beat.closed()))
        .set(HostItem.PROOFS, AttributeValue.fromM(proofs))
        .set(HostItem.EXPIRES_AT, number(beat.at().plus(KEPT).getEpochSecond()));
  }

  private static HostRecord recordOf(Map<String, AttributeValue> item) {
    return new HostRecord(
        Attributes.requiredTextIn(item, HostItem.HOST_ID),
        Attributes.numberIn(item, HostItem.BEAT),
        Duration.ofMillis(Attributes.numberIn(item, HostItem.BEAT_MILLIS)),
        Attributes.numberIn(item, HostItem.POKES),
        Attributes.flagIn(item, HostItem.DRAIN));
  }

  private static Map<String, AttributeValue> key(String host) {
    return Map.of(HostItem.HOST_ID, text(host));
  }
}
