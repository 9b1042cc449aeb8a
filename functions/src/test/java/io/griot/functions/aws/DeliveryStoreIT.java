package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.DeliveryItem;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.webhooks.DeliveryReport;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveryStoreIT {
  private static final CustomerId SHOP = new CustomerId("shop");
  private static final SessionId MAIN = SessionId.of(SHOP, new SessionName("main"));
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");

  @AutoClose private final LocalTables tables = new LocalTables();

  private final DynamoDeliveryStore store =
      new DynamoDeliveryStore(tables.client(), tables.names());

  @Test
  void keepsWhatBecameOfADeliveryLast() {
    DeliveryReport first = report(1, 1, Optional.of(NINE.plusSeconds(5)));
    DeliveryReport second = report(1, 2, Optional.empty());
    store.put(List.of(first));
    assertThat(store.find(first.key())).contains(first);

    store.put(List.of(second));
    assertThat(store.find(first.key())).contains(second);
    assertThat(store.find(report(2, 1, Optional.empty()).key())).isEmpty();
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<DeliveryReport> all =
        IntStream.range(0, 60).mapToObj(n -> report(n, 1, Optional.empty())).toList();
    store.put(all);

    List<DeliveryReport> page = recent(Optional.empty(), 50);
    assertThat(page).isEqualTo(all.reversed().subList(0, 50));
    DeliveryReport.Key last = page.getLast().key();
    assertThat(recent(Optional.of(DeliveryItem.position(last.queued(), last.event())), 50))
        .isEqualTo(all.reversed().subList(50, 60));
    assertThat(store.recent(SHOP, Environment.LIVE, Optional.empty(), 50)).isEmpty();
  }

  @Test
  void goesWithItsCustomer() {
    store.put(List.of(report(1, 1, Optional.empty())));
    CustomerEvents events = new CustomerEvents(tables.client(), tables.names(), () -> NINE);

    assertThat(events.remove(SHOP, Set.of(), NINE.plusSeconds(1))).isTrue();
    assertThat(recent(Optional.empty(), 50)).isEmpty();
  }

  private List<DeliveryReport> recent(Optional<String> before, int most) {
    return store.recent(SHOP, Environment.TEST, before, most);
  }

  private static DeliveryReport report(int number, int attempts, Optional<Instant> next) {
    return new DeliveryReport(
        new DeliveryReport.Key(
            SHOP,
            Environment.TEST,
            NINE.plusMillis(number),
            EventId.of(MAIN, "message", Integer.toString(number))),
        "message",
        Optional.of(MAIN),
        DeliveryItem.State.WAITING,
        attempts,
        NINE,
        NINE.plusSeconds(attempts),
        next,
        Optional.of(500),
        Optional.of("status 500"),
        Duration.ofMillis(12),
        Optional.empty());
  }
}
