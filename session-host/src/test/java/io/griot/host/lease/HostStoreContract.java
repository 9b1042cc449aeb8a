package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of every store of heartbeats, the fake included. */
abstract class HostStoreContract {
  static final String HOST = "host-a";
  static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final Duration DURATION = Duration.ofSeconds(15);

  /** The store, empty before each test. */
  abstract HostStore store();

  /** Notifies a host, like the API. */
  abstract void poke(String host);

  /** Drains a host, like the supervisor. */
  abstract void drain(String host);

  @Test
  void showsANewHost() {
    store().create(HOST, beat(DURATION));

    assertThat(store().all()).containsExactly(new HostRecord(HOST, 1, DURATION, 0, false));
  }

  @Test
  void showsThatABeatMovesAndHowLongItHolds() {
    store().create(HOST, beat(DURATION));
    store().create("host-b", beat(Duration.ofSeconds(40)));

    assertThat(store().beat(HOST, beat(Duration.ofSeconds(60)))).isTrue();
    assertThat(store().beat(HOST, beat(Duration.ofSeconds(60)))).isTrue();

    assertThat(store().all())
        .containsExactlyInAnyOrder(
            new HostRecord(HOST, 3, Duration.ofSeconds(60), 0, false),
            new HostRecord("host-b", 1, Duration.ofSeconds(40), 0, false));
  }

  @Test
  void keepsWhatOthersSayToAHostWhenItBeats() {
    store().create(HOST, beat(DURATION));
    poke(HOST);
    poke(HOST);
    drain(HOST);

    assertThat(store().beat(HOST, beat(DURATION))).isTrue();

    assertThat(store().all()).containsExactly(new HostRecord(HOST, 2, DURATION, 2, true));
  }

  @Test
  void doesNotBeatForAHostThatWasGivenUp() {
    store().create(HOST, beat(DURATION));
    store().remove(HOST);

    assertThat(store().beat(HOST, beat(DURATION))).isFalse();

    assertThat(store().all()).isEmpty();
  }

  @Test
  void removesOneHostAlsoTwice() {
    store().create(HOST, beat(DURATION));
    store().create("host-b", beat(DURATION));

    store().remove(HOST);
    store().remove(HOST);

    assertThat(store().all()).extracting(HostRecord::id).containsExactly("host-b");
  }

  static HostBeat beat(Duration duration) {
    return new HostBeat(
        duration,
        NOW.plusSeconds(4),
        NOW,
        10,
        2,
        true,
        Map.of(new SessionId("a".repeat(26)), NOW.plusSeconds(3)),
        Set.of(new SessionId("b".repeat(26))),
        Optional.of(new HostBeat.Task("arn:aws:ecs:task/1", "griot:12")));
  }
}
