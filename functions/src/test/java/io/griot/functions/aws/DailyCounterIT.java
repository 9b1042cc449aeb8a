package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.LimitItem;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DailyCounterIT {
  private static final Instant TOMORROW = Instant.parse("2026-10-02T00:00:00Z");

  @AutoClose private static final LocalTables tables = new LocalTables();

  private final DynamoDailyCounter counter =
      new DynamoDailyCounter(tables.client(), tables.names());

  @Test
  void countsUpToTheLimitOfEachScope() {
    assertThat(counter.count("today", 2, TOMORROW)).isTrue();
    assertThat(counter.count("today", 2, TOMORROW)).isTrue();
    assertThat(counter.count("today", 2, TOMORROW)).isFalse();
    assertThat(counter.count("tomorrow", 2, TOMORROW)).isTrue();
    assertThat(tables.get(Table.LIMITS, "today"))
        .containsEntry(LimitItem.EXPIRES_AT, Item.ofNumber(TOMORROW.getEpochSecond()));
  }

  @Test
  void takesAmountsUpToTheLimitAndTakesThemBack() {
    assertThat(counter.take("wait", 20, 50, TOMORROW)).isTrue();
    assertThat(counter.take("wait", 20, 50, TOMORROW)).isTrue();
    assertThat(counter.take("wait", 20, 50, TOMORROW)).isFalse();
    counter.give("wait", 15);
    assertThat(counter.take("wait", 20, 50, TOMORROW)).isTrue();
    assertThat(counter.take("wait", 20, 50, TOMORROW)).isFalse();
    assertThat(counter.take("too much", 20, 19, TOMORROW)).isFalse();
  }
}
