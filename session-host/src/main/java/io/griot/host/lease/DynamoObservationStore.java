package io.griot.host.lease;

import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SocketState;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores observations in their own table. Thread-safe; blocks for each request. */
public final class DynamoObservationStore implements ObservationStore {
  private final DynamoTable table;

  public DynamoObservationStore(DynamoDbClient dynamoDb, Names names) {
    this.table = new DynamoTable(dynamoDb, names, Table.OBSERVATIONS);
  }

  @Override
  public Optional<Observation> read(Generation session) {
    return table
        .get(key(session))
        .filter(item -> isOf(session, item))
        .map(DynamoObservationStore::observationIn);
  }

  private static boolean isOf(Generation session, Item item) {
    return item.instant(ObservationItem.CREATED_AT).equals(Optional.of(session.createdAt()));
  }

  /**
   * A put and not an update, so that attributes that are not observed any more disappear. The SDK
   * retries a put under the same revision, so an equal revision is accepted.
   */
  @Override
  public boolean write(Lease lease, Generation session, long revision, Observation observation) {
    Write write =
        new Write()
            .set(ObservationItem.CREATED_AT, Item.ofInstant(session.createdAt()))
            .set(ObservationItem.TOKEN, Item.ofNumber(lease.token()))
            .set(ObservationItem.REVISION, Item.ofNumber(revision))
            .set(ObservationItem.RESTARTED, Item.ofNumber(observation.restarted()))
            .set(ObservationItem.USABLE, Item.ofFlag(observation.usable()))
            .put(
                ObservationItem.STATE, observation.state().map(SocketState::name).map(Item::ofText))
            .put(ObservationItem.DOWN_SINCE, observation.downSince().map(Item::ofInstant))
            .put(ObservationItem.LAST_EVENT_AT, observation.lastEventAt().map(Item::ofInstant))
            .put(ObservationItem.QR, observation.qr().map(Item::ofText))
            .put(
                ObservationItem.PROBLEM, observation.problem().map(Problem::text).map(Item::ofText))
            .put(
                ObservationItem.LIMITS,
                observation.limits().map(limits -> Item.ofText(limits.toString())));
    if (!observation.unavailable().isEmpty()) {
      write.set(ObservationItem.UNAVAILABLE, Item.ofTexts(observation.unavailable()));
    }
    if (observation.catchingUp()) {
      write.set(ObservationItem.CATCHING_UP, Item.ofFlag(true));
    }
    return table.tryPut(key(session), ifNotNewer(write, lease, session, revision));
  }

  /**
   * On condition that the stored observation is of this generation, lease and revision, or of
   * earlier ones.
   */
  private static Write ifNotNewer(Write write, Lease lease, Generation session, long revision) {
    String created = write.name(ObservationItem.CREATED_AT);
    String ours = write.value(Item.ofInstant(session.createdAt()));
    String token = write.name(ObservationItem.TOKEN);
    String held = write.value(Item.ofNumber(lease.token()));
    String counted = write.name(ObservationItem.REVISION);
    return write.ifTrue(
        ("attribute_not_exists(%2$s) OR %1$s < %3$s OR (%1$s = %3$s AND (%2$s < %4$s"
                + " OR (%2$s = %4$s AND (attribute_not_exists(%5$s) OR %5$s <= %6$s))))")
            .formatted(created, token, ours, held, counted, write.value(Item.ofNumber(revision))));
  }

  /** Reads an observation. A state of a newer version is read as none. */
  private static Observation observationIn(Item item) {
    return new Observation(
        item.count(ObservationItem.RESTARTED),
        item.word(SocketState.values(), ObservationItem.STATE),
        item.flag(ObservationItem.USABLE),
        item.instant(ObservationItem.DOWN_SINCE),
        item.instant(ObservationItem.LAST_EVENT_AT),
        item.optionalText(ObservationItem.QR),
        item.optionalText(ObservationItem.PROBLEM).flatMap(Problem::ofText),
        item.texts(ObservationItem.UNAVAILABLE),
        item.optionalText(ObservationItem.LIMITS).map(Json::readObject),
        item.flag(ObservationItem.CATCHING_UP));
  }

  private Map<String, AttributeValue> key(Generation session) {
    return table.key(session.session().value());
  }
}
