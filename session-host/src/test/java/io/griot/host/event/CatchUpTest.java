package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionId;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.event.SessionLog.Recent;
import io.griot.host.lease.FakeLeaseStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

class CatchUpTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");

  @TempDir Path profile;

  private final FakeSessionLog log = new FakeSessionLog();
  private final AtomicBoolean isOlder = new AtomicBoolean(true);
  private final List<List<LoggedEvent>> sentAgain = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final FakePage document = new FakePage();
  private PageBridge bridge;
  private SentEvents repeats;
  private CatchUp catchUp;

  @BeforeEach
  void begin() throws IOException {
    bridge = PageBridge.install(document, new BridgeScript(""), InstantSource.system(), any -> {});
    repeats = new SentEvents(profile);
    catchUp = new CatchUp(FakeLeaseStore.waiting(SESSION), log, repeats, isOlder::get, true);
  }

  @Test
  void knowsWhatTheLogHas() {
    log.recent = Optional.of(recent(page("A", 1)));
    catchUp.begin(sentAgain::add, failures::add);

    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> catchUp.knows(id("A")));
    assertThat(catchUp.knows(id("B"))).isFalse();
  }

  @Test
  void sendsOnceMoreWhatTheOwnerBeforeMayNotHaveSent() {
    log.recent = Optional.of(recent(page("long ago", 1), page("A", 100), page("B", 101)));
    catchUp.begin(sentAgain::add, failures::add);

    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !sentAgain.isEmpty());
    assertThat(sentAgain.getFirst()).extracting(LoggedEvent::id).containsExactly(id("A"), id("B"));
  }

  @Test
  void endsTheSessionWhenThatCannotBeSent() {
    log.recent = Optional.of(recent(page("A", 1)));
    catchUp.begin(
        last -> {
          throw SdkClientException.create("down");
        },
        failures::add);

    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !failures.isEmpty());
    assertThat(failures.getFirst()).isInstanceOf(SdkClientException.class);
  }

  @Test
  void namesTheTimeThatARestoredProfileDoesNotRemember() {
    told("A");

    assertThat(gap(page("A", 1), page("B", 2), page("C", 3)))
        .hasValueSatisfying(gap -> {
          assertThat(gap.path("from").asLong()).isEqualTo(NINE.plusSeconds(1).getEpochSecond());
          assertThat(gap.path("until").asLong()).isEqualTo(NINE.plusSeconds(4).getEpochSecond());
        });
  }

  @Test
  void namesNoGapWhereTheProfileRemembersTheLastEvent() {
    told("A");

    assertThat(gap(page("B", 1), page("A", 2), own(3))).isEmpty();
    assertThat(gap()).isEmpty();
  }

  @Test
  void namesNoGapWhereTheProfileIsItsLastState() {
    isOlder.set(false);

    assertThat(gap(page("A", 1))).isEmpty();
  }

  @Test
  void beginsTheGapWithTheReadingWhereNothingIsRemembered() {
    assertThat(gap(page("A", 1)))
        .hasValueSatisfying(
            gap -> assertThat(gap.path("from").asLong()).isEqualTo(NINE.getEpochSecond()));
  }

  @Test
  void asksThePageForWhatTheLogMayLack() throws Exception {
    log.recent = Optional.of(recent(page("A", 1)));
    told("A");
    catchUp.begin(sentAgain::add, failures::add);
    catchUp.usable(bridge, gap -> {});

    assertThat(asked("recall").path("since").asLong()).isEqualTo(NINE.toEpochMilli());
  }

  @Test
  void givesThePageWhatItLacksBeforeItAsks() throws Exception {
    log.recent = Optional.of(recent(page("A", 1), page("B", 2)));
    told("A");
    List<ObjectNode> gaps = new CopyOnWriteArrayList<>();
    catchUp.begin(sentAgain::add, failures::add);
    catchUp.usable(bridge, gaps::add);

    assertThat(asked("lacks").path("events").path(0).asText()).isEqualTo("{}");
    assertThat(asked("recall").path("since").asLong()).isEqualTo(NINE.toEpochMilli());
    assertThat(gaps).hasSize(1);
  }

  @Test
  void letsThePageGoOnWhenTheLogCannotBeRead() throws Exception {
    log.failure = Optional.of(new IllegalStateException("not as expected"));
    catchUp.begin(sentAgain::add, failures::add);
    catchUp.usable(bridge, gap -> {});

    assertThat(asked("recall").path("since").isNull()).isTrue();
    catchUp.usable(bridge, gap -> {});
    assertThat(asked("recall").path("since").isNull()).isTrue();
  }

  @Test
  void asksForNothingWhereItIsSwitchedOff() throws Exception {
    log.recent = Optional.of(recent(page("A", 1)));
    catchUp = new CatchUp(FakeLeaseStore.waiting(SESSION), log, repeats, isOlder::get, false);
    catchUp.begin(sentAgain::add, failures::add);
    catchUp.usable(bridge, gap -> {});

    assertThat(asked("recall").path("since").isNull()).isTrue();
  }

  private ObjectNode asked(String type) throws InterruptedException {
    FakePage.Call call = Objects.requireNonNull(document.calls.poll(1, TimeUnit.MINUTES));
    assertThat(call.request().path("type").asText()).isEqualTo(type);
    return call.request();
  }

  private Optional<ObjectNode> gap(LoggedEvent... events) {
    return catchUp.gap(recent(events)).map(ProfileGap::data);
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
