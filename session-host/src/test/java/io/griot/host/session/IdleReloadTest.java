package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IdleReloadTest {
  private static final long BOUND = 700L << 20;
  private static final Optional<Duration> IDLE = Optional.of(Duration.ofMinutes(15));
  private static final ZoneId COTONOU = ZoneId.of("Africa/Porto-Novo"); // an hour ahead of UTC

  private final IdleReload rule =
      new IdleReload(
          BOUND,
          Duration.ofMinutes(15),
          new QuietHours(LocalTime.of(23, 0), LocalTime.of(5, 0), COTONOU));
  private final Instant night = Instant.parse("2026-03-01T23:30:00Z");

  @Test
  void isDueForAPageThatGrewAndIsIdleAtNight() {
    assertThat(isDue(BOUND + 1, IDLE, night)).isTrue();
  }

  @Test
  void leavesAPageAloneThatIsSmall() {
    assertThat(isDue(BOUND, IDLE, night)).isFalse();
  }

  @Test
  void leavesAPageAloneThatWorks() {
    assertThat(isDue(BOUND + 1, Optional.empty(), night)).isFalse();
    assertThat(isDue(BOUND + 1, Optional.of(Duration.ofMinutes(14)), night)).isFalse();
  }

  @Test
  void waitsForTheNightOfTheAccount() {
    assertThat(isDue(BOUND + 1, IDLE, Instant.parse("2026-03-01T21:59:59Z"))).isFalse();
    assertThat(isDue(BOUND + 1, IDLE, Instant.parse("2026-03-01T22:00:00Z"))).isTrue();
    assertThat(isDue(BOUND + 1, IDLE, Instant.parse("2026-03-02T03:59:59Z"))).isTrue();
    assertThat(isDue(BOUND + 1, IDLE, Instant.parse("2026-03-02T04:00:00Z"))).isFalse();
  }

  @Test
  void happensOnceANightThoughThePageStaysLarge() {
    Optional<Instant> last = Optional.of(night);

    assertThat(rule.isDue(BOUND + 1, IDLE, last, night.plus(Duration.ofHours(3)))).isFalse();
    assertThat(rule.isDue(BOUND + 1, IDLE, last, night.plus(Duration.ofHours(23)))).isTrue();
  }

  @Test
  void knowsHoursThatDoNotPassMidnightAndTheWholeDay() {
    ZoneId utc = ZoneId.of("UTC");
    QuietHours early = new QuietHours(LocalTime.of(1, 0), LocalTime.of(5, 0), utc);
    QuietHours always = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, utc);

    assertThat(early.contain(Instant.parse("2026-03-01T00:59:59Z"))).isFalse();
    assertThat(early.contain(Instant.parse("2026-03-01T01:00:00Z"))).isTrue();
    assertThat(early.contain(Instant.parse("2026-03-01T05:00:00Z"))).isFalse();
    assertThat(always.contain(Instant.parse("2026-03-01T12:00:00Z"))).isTrue();
  }

  private boolean isDue(long bytes, Optional<Duration> idleFor, Instant now) {
    return rule.isDue(bytes, idleFor, Optional.empty(), now);
  }
}
