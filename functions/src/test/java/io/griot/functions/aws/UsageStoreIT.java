package io.griot.functions.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Table;
import io.griot.contract.UsageItem;
import io.griot.dynamo.usage.DynamoUsageStore;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageStoreIT {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-30");
  private static final Usage ONE = new Usage(1, 1, 0, Duration.ofSeconds(3));
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final DynamoUsageStore store = new DynamoUsageStore(tables.client(), tables.names());

  @BeforeEach
  void clear() {
    tables.clear();
  }

  @Test
  void addsWhatManyAddAtOnce() throws Exception {
    Callable<Boolean> addition =
        () -> {
          String token = token();
          while (!store.add(token, day(MONDAY), ONE)) {
            Thread.onSpinWait(); // another addition to the same item is under way
          }
          return true;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(IntStream.range(0, 20).mapToObj(any -> addition).toList());
    }

    assertThat(store.of(AWA, MONDAY, MONDAY))
        .containsOnlyKeys(day(MONDAY))
        .containsValue(new Usage(20, 20, 0, Duration.ofMinutes(1)));
  }

  @Test
  void addsOnceWhatIsAddedAgainUnderTheSameToken() {
    String token = token();

    assertThat(store.add(token, day(MONDAY), ONE)).isTrue();
    assertThat(store.add(token, day(MONDAY), ONE)).isTrue();

    assertThat(store.of(AWA, MONDAY, MONDAY)).containsValue(ONE);
  }

  @Test
  void findsTheDaysThatAreAskedForAndNobodyElses() {
    for (int day = 0; day < 4; day++) {
      store.add(token(), day(MONDAY.plusDays(day)), ONE);
    }
    store.add(token(), new UsageDay(AWA, Environment.TEST, MONDAY.plusDays(2)), ONE);
    store.add(token(), new UsageDay(new CustomerId("ben"), Environment.LIVE, MONDAY), ONE);

    assertThat(store.of(AWA, MONDAY.plusDays(1), MONDAY.plusDays(2)).keySet())
        .containsExactly(
            day(MONDAY.plusDays(1)),
            new UsageDay(AWA, Environment.TEST, MONDAY.plusDays(2)),
            day(MONDAY.plusDays(2)));
  }

  @Test
  void forgetsADayAfterFourHundred() {
    store.add(token(), day(MONDAY), ONE);

    List<Long> expiries =
        tables
            .client()
            .scan(scan -> scan.tableName(tables.names().table(Table.USAGE)))
            .items()
            .stream()
            .map(item -> Long.valueOf(requireNonNull(item.get(UsageItem.EXPIRES_AT)).n()))
            .toList();
    assertThat(expiries)
        .containsExactly(
            Instant.parse("2026-12-01T00:00:00Z").plus(Duration.ofDays(400)).getEpochSecond());
  }

  private static UsageDay day(LocalDate day) {
    return new UsageDay(AWA, Environment.LIVE, day);
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }
}
