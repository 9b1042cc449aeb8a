package io.griot.functions.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.SessionName;
import io.griot.functions.eventlog.Replays.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplaysTest {
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");
  private static final LogId MAIN = log("main");
  private static final LogId OTHER = log("other");

  private final MemoryEventLogs logs = new MemoryEventLogs();
  private final List<EventMessage> sent = new ArrayList<>();
  private final Replays replays = new Replays(logs, sent::addAll);

  @Test
  void sendsWhatWasStoredInATimeInTheOrderOfItsStoring() {
    append(MAIN, -1, "before");
    append(MAIN, 0, "1");
    append(OTHER, 1, "2");
    append(MAIN, 2, "3");
    append(MAIN, 10, "after");

    assertThat(replays.replay(order(0, Optional.empty(), MAIN, OTHER)))
        .isEqualTo(new Replays.Report(3, Optional.empty()));
    assertThat(sent)
        .extracting(EventMessage::id)
        .containsExactly(id(MAIN, "1"), id(OTHER, "2"), id(MAIN, "3"));
    assertThat(sent).allMatch(event -> event.replay().equals(Optional.of("replay")));
  }

  @Test
  void sendsTheWantedTypesAlone() {
    append(MAIN, 0, "1");
    logs.append(MAIN, NINE, "message_ack", "2");

    assertThat(replays.replay(order(0, Optional.of(Set.of("message_ack")), MAIN)).events())
        .isEqualTo(1);
    assertThat(sent).extracting(EventMessage::dataType).containsExactly("message_ack");
  }

  @Test
  void saysWhereTheNextOneGoesOn() {
    for (int i = 0; i < Replays.MAX_EVENTS + 3; i++) {
      logs.append(MAIN, NINE.plusMillis(i), "message", "m" + i);
    }
    Replays.Report report = replays.replay(order(0, Optional.empty(), MAIN));
    assertThat(report)
        .isEqualTo(
            new Replays.Report(
                Replays.MAX_EVENTS, Optional.of(NINE.plusMillis(Replays.MAX_EVENTS))));

    Order rest =
        new Order(
            "replay",
            List.of(MAIN),
            report.next().orElseThrow(),
            NINE.plusSeconds(10),
            Optional.empty());
    assertThat(replays.replay(rest)).isEqualTo(new Replays.Report(3, Optional.empty()));
    assertThat(sent).extracting(EventMessage::id).doesNotHaveDuplicates();
  }

  private void append(LogId log, int seconds, String key) {
    logs.append(log, NINE.plusSeconds(seconds), "message", key);
  }

  private static Order order(int from, Optional<Set<String>> types, LogId... of) {
    return new Order("replay", List.of(of), NINE.plusSeconds(from), NINE.plusSeconds(10), types);
  }

  private static EventId id(LogId log, String key) {
    return EventId.of(log.session().orElseThrow(), "message", key);
  }

  private static LogId log(String name) {
    return new LogId(new CustomerId("shop"), new SessionName(name), Environment.TEST);
  }
}
