package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionId;
import io.griot.host.event.SessionLog.Recent;
import io.griot.host.lease.FakeLeaseStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatchUpTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");

  @TempDir Path profile;

  private final FakeSessionLog log = new FakeSessionLog();
  private final AtomicBoolean isOlder = new AtomicBoolean(true);
  private SentEvents repeats;
  private CatchUp catchUp;

  @BeforeEach
  void begin() {
    repeats = new SentEvents(profile);
    catchUp = new CatchUp(FakeLeaseStore.waiting(SESSION), log, repeats, isOlder::get);
  }

  @Test
  void knowsWhatTheLogHas() {
    log.recent = Optional.of(recent(page("A", 1)));
    catchUp.begin();

    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> catchUp.knows(id("A")));
    assertThat(catchUp.knows(id("B"))).isFalse();
  }

  @Test
  void namesTheTimeThatARestoredProfileDoesNotRemember() {
    told("A");

    assertThat(catchUp.gap(recent(page("A", 1), page("B", 2), page("C", 3))))
        .hasValueSatisfying(gap -> {
          assertThat(gap.path("from").asLong()).isEqualTo(NINE.plusSeconds(1).getEpochSecond());
          assertThat(gap.path("until").asLong()).isEqualTo(NINE.plusSeconds(4).getEpochSecond());
        });
  }

  @Test
  void namesNoGapWhereTheProfileRemembersTheLastEvent() {
    told("A");

    assertThat(catchUp.gap(recent(page("B", 1), page("A", 2), own(3)))).isEmpty();
    assertThat(catchUp.gap(recent())).isEmpty();
  }

  @Test
  void namesNoGapWhereTheProfileIsItsLastState() {
    isOlder.set(false);

    assertThat(catchUp.gap(recent(page("A", 1)))).isEmpty();
  }

  @Test
  void beginsTheGapWithTheReadingWhereNothingIsRemembered() {
    assertThat(catchUp.gap(recent(page("A", 1))))
        .hasValueSatisfying(
            gap -> assertThat(gap.path("from").asLong()).isEqualTo(NINE.getEpochSecond()));
  }

  private void told(String key) {
    assertThat(repeats.begin(id(key))).isTrue();
    repeats.end(id(key), true);
  }

  private static Recent recent(LoggedEvent... events) {
    return new Recent(NINE, List.copyOf(Arrays.asList(events)));
  }

  private static LoggedEvent page(String key, int seconds) {
    return event(id(key), "message", "1@lid", seconds);
  }

  /** An event that the host itself told. */
  private static LoggedEvent own(int seconds) {
    return event(EventId.of(SESSION, "ready", "1"), "ready", Event.SESSION_GROUP, seconds);
  }

  private static LoggedEvent event(EventId id, String dataType, String group, int seconds) {
    return new LoggedEvent(
        id,
        dataType,
        NINE.plusSeconds(seconds),
        Event.messageGroup(SESSION, group),
        Optional.of("{}"),
        2);
  }

  private static EventId id(String key) {
    return EventId.of(SESSION, "message", key);
  }
}
