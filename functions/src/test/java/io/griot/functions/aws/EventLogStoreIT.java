package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventLogItem;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.eventlog.LogChunk;
import io.griot.functions.eventlog.LogId;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EventLogStoreIT {
  private static final CustomerId SHOP = new CustomerId("shop");
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");
  private static final LogId LOG = new LogId(SHOP, new SessionName("main"), Environment.TEST);

  @AutoClose private final LocalTables tables = new LocalTables();

  private final DynamoTable table = new DynamoTable(tables.client(), tables.names(), Table.EVENTS);
  private final DynamoEventLogStore logs = new DynamoEventLogStore(tables.client(), tables.names());

  @Test
  void readsBehindAPosition() {
    put(100, 3, 0);
    put(103, 1, 1);
    put(104, 2, 2);

    assertThat(logs.behind(LOG, 0, 10))
        .extracting(LogChunk::last)
        .containsExactly(102L, 103L, 105L);
    assertThat(logs.behind(LOG, 102, 1)).extracting(LogChunk::last).containsExactly(103L);
    assertThat(logs.behind(LOG, 105, 10)).isEmpty();
    assertThat(logs.behind(LOG, 0, 1).getFirst().events()).hasSize(3);
  }

  @Test
  void knowsWhetherALogGoesOn() {
    put(100, 3, 0);

    assertThat(logs.goesOn(Map.of(LOG, 102L))).isFalse();
    put(103, 1, 1);
    assertThat(logs.goesOn(Map.of(LOG, 102L))).isTrue();
  }

  @Test
  void findsATimeHoweverManyItemsThereAre() {
    long position = 100;
    for (int i = 0; i < 40; i++) {
      put(position, 1 + i % 3, i);
      position += 1 + i % 3;
    }
    for (int i = 0; i <= 40; i++) {
      List<LogChunk> found = logs.behind(LOG, logs.before(LOG, NINE.plusSeconds(i)), 1);
      if (i < 40) {
        assertThat(found.getFirst().at()).isEqualTo(NINE.plusSeconds(i));
      } else {
        assertThat(found).isEmpty();
      }
    }
    assertThat(logs.before(new LogId(SHOP, new SessionName("none"), Environment.TEST), NINE))
        .isZero();
  }

  @Test
  void listsACustomersLogsOfAnEnvironment() {
    list(EventLogItem.ofCustomer(SHOP, Environment.TEST), "main");
    list(EventLogItem.ofCustomer(SHOP, Environment.LIVE), "real");
    list(EventLogItem.ofCustomer(new CustomerId("other"), Environment.TEST), "theirs");

    assertThat(logs.of(SHOP, Environment.TEST)).containsExactly(LOG);
  }

  private void list(String customer, String name) {
    table.put(table.key(customer, name), new Write().set(EventLogItem.AT, Item.ofInstant(NINE)));
  }

  private void put(long position, int count, int seconds) {
    List<LoggedEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          new LoggedEvent(
              EventId.of(LOG.session().orElseThrow(), "message", position + "-" + i),
              "message",
              NINE,
              "group",
              Optional.of("{}"),
              2));
    }
    table.put(
        table.key(LOG.key(), EventLogItem.position(position)),
        new Write()
            .set(EventLogItem.COUNT, Item.ofNumber(count))
            .set(EventLogItem.AT, Item.ofInstant(NINE.plusSeconds(seconds)))
            .set(EventLogItem.EVENTS, Item.ofBytes(LoggedEvent.pack(events))));
  }
}
