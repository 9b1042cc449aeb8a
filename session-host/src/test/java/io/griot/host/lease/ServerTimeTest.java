package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerTimeTest {
  private static final Instant OWN_CLOCK = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant DATE = Instant.parse("2026-11-30T08:00:00Z");

  private final TestTime monotonic = new TestTime();
  private final ServerTime time = new ServerTime(() -> OWN_CLOCK, monotonic);

  @Test
  void isTheHostsOwnBeforeTheFirstAnswer() {
    assertThat(time.instant()).isEqualTo(OWN_CLOCK);
  }

  @Test
  void isWhatDynamoDbSaysAndGoesOnWithTheMonotonicClock() {
    time.saw(DATE);
    assertThat(time.instant()).isEqualTo(DATE);

    monotonic.pass(Duration.ofMillis(2_345));

    assertThat(time.instant()).isEqualTo(DATE.plusMillis(2_345));
  }

  @Test
  void goesOnWhereTheMonotonicClockOverflows() {
    time.saw(DATE);

    monotonic.pass(Duration.ofSeconds(30));

    assertThat(time.instant()).isEqualTo(DATE.plusSeconds(30));
    time.saw(DATE.plusSeconds(30));
    assertThat(time.instant()).isEqualTo(DATE.plusSeconds(30));
  }

  @Test
  void learnsTheFractionThatADateLacks() {
    time.saw(DATE); // the server's clock was at 08:00:00.900
    monotonic.pass(Duration.ofMillis(150));

    time.saw(DATE.plusSeconds(1)); // 08:00:01.050

    assertThat(time.instant()).isEqualTo(DATE.plusSeconds(1));
  }

  @Test
  void isNotSetBackByAnAnswerThatTookLong() {
    time.saw(DATE);
    monotonic.pass(Duration.ofSeconds(10));

    time.saw(DATE.plusSeconds(7)); // the answer took three seconds

    assertThat(time.instant()).isEqualTo(DATE.plusSeconds(10));
  }
}
