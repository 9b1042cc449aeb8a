package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Generation;
import io.griot.contract.ObservationItem;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract and further cases, on DynamoDB Local. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoObservationStoreIT extends ObservationStoreContract {
  private LocalTables tables;
  private ObservationStore store;

  @BeforeAll
  void makeTables() {
    tables = new LocalTables();
    store = new DynamoObservationStore(tables.client(), tables.names());
  }

  @AfterAll
  void closeTables() {
    tables.close();
  }

  @BeforeEach
  void emptyTheTable() {
    tables.empty(Table.OBSERVATIONS);
  }

  @Override
  ObservationStore store() {
    return store;
  }

  @Test
  void understandsNoWordOfANewerVersionAndTheRestOfIt() {
    put(
        Map.of(
            ObservationItem.RESTARTED, Item.ofNumber(2),
            ObservationItem.STATE, Item.ofText("PARKED"),
            ObservationItem.PROBLEM, Item.ofText("browser_bored"),
            ObservationItem.QR, Item.ofText("2@code")));

    assertThat(store.read(FIRST))
        .hasValueSatisfying(seen -> {
          assertThat(seen.state()).isEmpty();
          assertThat(seen.problem()).isEmpty();
          assertThat(seen.usable()).isFalse();
          assertThat(seen.restarted()).isEqualTo(2);
          assertThat(seen.qr()).contains("2@code");
        });
  }

  @Test
  void readsNothingWhereThereIsNoItem() {
    assertThat(store.read(new Generation(SESSION, Instant.EPOCH))).isEmpty();
  }

  private void put(Map<String, AttributeValue> seen) {
    Map<String, AttributeValue> item = new HashMap<>(seen);
    item.put(ObservationItem.SESSION_ID, Item.ofText(SESSION.value()));
    item.put(ObservationItem.CREATED_AT, Item.ofNumber(FIRST.createdAt().toEpochMilli()));
    item.put(ObservationItem.TOKEN, Item.ofNumber(1));
    tables
        .client()
        .putItem(put -> put.tableName(tables.names().table(Table.OBSERVATIONS)).item(item));
  }
}
