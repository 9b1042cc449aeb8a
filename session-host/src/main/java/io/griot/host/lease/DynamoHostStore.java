package io.griot.host.lease;

import io.griot.contract.HostItem;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores heartbeats in the hosts table. Thread-safe. All hosts are read by a scan, because the
 * table has one small item per running host.
 */
public final class DynamoHostStore implements HostStore {
  private static final Duration KEPT = Duration.ofDays(1);

  private final DynamoTable table;

  public DynamoHostStore(DynamoDbClient dynamoDb, Names names) {
    this.table = new DynamoTable(dynamoDb, names, Table.HOSTS);
  }

  @Override
  public void create(String host, HostBeat beat) {
    Write write =
        said(beat)
            .set(HostItem.VERSION, Item.ofNumber(HostItem.CURRENT_VERSION))
            .set(HostItem.STARTED_AT, Item.ofInstant(beat.startedAt()));
    beat.task()
        .ifPresent(task ->
            write
                .set(HostItem.TASK, Item.ofText(task.task()))
                .set(HostItem.TASK_DEFINITION, Item.ofText(task.definition())));
    table.update(table.key(host), write);
  }

  @Override
  public boolean beat(String host, HostBeat beat) {
    // Checks the beat and not only the item: a late poke may have created the item again.
    return table.tryUpdate(table.key(host), said(beat).ifPresent(HostItem.BEAT));
  }

  @Override
  public void forgetProofs(String host) {
    Write write =
        new Write()
            .set(HostItem.PROOFS, AttributeValue.fromM(Map.of()))
            .remove(HostItem.QUIET)
            .ifPresent(HostItem.BEAT);
    boolean _ = table.tryUpdate(table.key(host), write); // readers ignore a host without an item
  }

  @Override
  public void remove(String host) {
    table.delete(table.key(host));
  }

  @Override
  public List<HostRecord> all() {
    return table
        .scan(HostItem.HOST_ID, HostItem.BEAT, HostItem.BEAT_MILLIS, HostItem.POKES, HostItem.DRAIN)
        // A late poke or drain may have created an item for a host that is gone.
        .filter(item -> item.has(HostItem.BEAT_MILLIS))
        .map(DynamoHostStore::recordOf)
        .toList();
  }

  private static Write said(HostBeat beat) {
    Map<String, AttributeValue> proofs =
        beat.proofs().entrySet().stream()
            .collect(
                Collectors.toMap(
                    proof -> proof.getKey().value(), proof -> Item.ofInstant(proof.getValue())));
    return new Write()
        .add(HostItem.BEAT, 1)
        .set(HostItem.BEAT_MILLIS, Item.ofNumber(beat.duration().toMillis()))
        .set(HostItem.BEAT_AT, Item.ofInstant(beat.at()))
        .set(HostItem.SLOTS, Item.ofNumber(beat.slots()))
        .set(HostItem.SESSIONS, Item.ofNumber(beat.sessions()))
        .set(HostItem.CLOSED, Item.ofFlag(beat.closed()))
        .set(HostItem.PROOFS, AttributeValue.fromM(proofs))
        .put(HostItem.QUIET, quiet(beat))
        .set(HostItem.EXPIRES_AT, Item.ofExpiry(beat.at().plus(KEPT)));
  }

  /** DynamoDB stores no empty set. */
  private static Optional<AttributeValue> quiet(HostBeat beat) {
    return beat.quiet().isEmpty()
        ? Optional.empty()
        : Optional.of(Item.ofTexts(beat.quiet().stream().map(SessionId::value).toList()));
  }

  private static HostRecord recordOf(Item item) {
    return new HostRecord(
        item.text(HostItem.HOST_ID),
        item.count(HostItem.BEAT),
        Duration.ofMillis(item.count(HostItem.BEAT_MILLIS)),
        item.count(HostItem.POKES),
        item.flag(HostItem.DRAIN));
  }
}
