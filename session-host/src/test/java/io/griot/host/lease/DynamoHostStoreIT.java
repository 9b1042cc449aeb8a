package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.HostItem;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract and further cases, on DynamoDB Local. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoHostStoreIT extends HostStoreContract {
  private static final Duration DURATION = Duration.ofSeconds(15);

  private LocalTables tables;
  private HostStore store;

  @BeforeAll
  void makeTables() {
    tables = new LocalTables();
    store = new DynamoHostStore(tables.client(), tables.names());
  }

  @AfterAll
  void closeTables() {
    tables.close();
  }

  @BeforeEach
  void emptyTheTable() {
    tables.empty(Table.HOSTS);
  }

  @Override
  HostStore store() {
    return store;
  }

  @Override
  void poke(String host) {
    change(host, new Write().add(HostItem.POKES, 1));
  }

  @Override
  void drain(String host) {
    change(host, new Write().set(HostItem.DRAIN, AttributeValue.fromBool(true)));
  }

  private void change(String host, Write write) {
    DynamoTable hosts = tables.table(Table.HOSTS);
    hosts.update(hosts.key(host), write);
  }

  @Test
  void leavesOutWhatALatePokeOrDrainMade() {
    store.create("host-b", beat(DURATION));
    poke(HOST);
    drain("host-c");

    assertThat(store.all()).extracting(HostRecord::id).containsExactly("host-b");
  }

  @Test
  void doesNotTakeWhatALatePokeMadeForTheHost() {
    store.create(HOST, beat(DURATION));
    store.remove(HOST);
    poke(HOST);

    assertThat(store.beat(HOST, beat(DURATION))).isFalse();

    assertThat(store.all()).isEmpty();
  }

  @Test
  void forgetsTheProofsOfAHostAloneAndMakesNoItem() {
    store.create(HOST, beat(DURATION));
    var before = store.all();

    store.forgetProofs(HOST);
    store.forgetProofs("host-b");

    assertThat(store.all()).isEqualTo(before);
    assertThat(tables.all(Table.HOSTS))
        .singleElement()
        .satisfies(item -> {
          assertThat(item).containsEntry(HostItem.PROOFS, AttributeValue.fromM(Map.of()));
          assertThat(item)
              .containsEntry(HostItem.BEAT_AT, Item.ofNumber(NOW.plusSeconds(4).toEpochMilli()));
        });
  }

  @Test
  void storesWhatOthersReadOfAHost() {
    store.create(HOST, beat(DURATION));
    assertThat(store.beat(HOST, beat(DURATION))).isTrue();

    assertThat(tables.all(Table.HOSTS))
        .containsExactly(
            Map.ofEntries(
                Map.entry(HostItem.HOST_ID, Item.ofText(HOST)),
                Map.entry(HostItem.VERSION, Item.ofNumber(HostItem.CURRENT_VERSION)),
                Map.entry(HostItem.BEAT, Item.ofNumber(2)),
                Map.entry(HostItem.BEAT_MILLIS, Item.ofNumber(15_000)),
                Map.entry(HostItem.BEAT_AT, Item.ofNumber(NOW.plusSeconds(4).toEpochMilli())),
                Map.entry(HostItem.STARTED_AT, Item.ofNumber(NOW.toEpochMilli())),
                Map.entry(HostItem.SLOTS, Item.ofNumber(10)),
                Map.entry(HostItem.SESSIONS, Item.ofNumber(2)),
                Map.entry(HostItem.CLOSED, AttributeValue.fromBool(true)),
                Map.entry(
                    HostItem.PROOFS,
                    AttributeValue.fromM(
                        Map.of("a".repeat(26), Item.ofNumber(NOW.plusSeconds(3).toEpochMilli())))),
                Map.entry(HostItem.QUIET, Item.ofTexts(List.of("b".repeat(26)))),
                Map.entry(HostItem.TASK, Item.ofText("arn:aws:ecs:task/1")),
                Map.entry(HostItem.TASK_DEFINITION, Item.ofText("griot:12")),
                Map.entry(
                    HostItem.EXPIRES_AT,
                    Item.ofNumber(NOW.plusSeconds(4).plus(Duration.ofDays(1)).getEpochSecond()))));
  }
}
