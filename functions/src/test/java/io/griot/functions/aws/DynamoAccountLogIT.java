package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.AccountEvent;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.functions.eventlog.LogChunk;
import io.griot.functions.eventlog.LogId;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DynamoAccountLogIT {
  private static final CustomerId SHOP = new CustomerId("shop");
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");

  @AutoClose private final LocalTables tables = new LocalTables();

  private final DynamoAccountLog log =
      new DynamoAccountLog(tables.client(), tables.names(), () -> NINE);
  private final DynamoEventLogStore logs = new DynamoEventLogStore(tables.client(), tables.names());

  @Test
  void isReadAsTheLogsOfSessionsAre() {
    log.append(event("1"), "group");
    log.append(event("2"), "group");

    assertThat(logs.of(SHOP, Environment.TEST))
        .containsExactly(LogId.ofAccount(SHOP, Environment.TEST));
    assertThat(events()).extracting(LoggedEvent::id).containsExactly(id("1"), id("2"));
    assertThat(events().getFirst().body()).contains("{\"dataType\":\"x\",\"data\":{}}");
    assertThat(logs.of(SHOP, Environment.LIVE)).isEmpty();
  }

  @Test
  void losesNoneOfThoseThatAreStoredAtOnce() {
    try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, 40)
          .forEach(i -> writers.execute(() -> log.append(event("" + i), "group")));
    }

    assertThat(events()).hasSize(40).extracting(LoggedEvent::id).doesNotHaveDuplicates();
  }

  private List<LoggedEvent> events() {
    return logs.behind(LogId.ofAccount(SHOP, Environment.TEST), 0, 100).stream()
        .map(LogChunk::events)
        .flatMap(List::stream)
        .toList();
  }

  private static EventMessage event(String key) {
    return EventMessage.of(
        new AccountEvent(
            id(key), SHOP, Environment.TEST, "x", NINE, Json.MAPPER.createObjectNode()));
  }

  private static EventId id(String key) {
    return EventId.of(SHOP, "x", key);
  }
}
