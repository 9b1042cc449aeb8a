package io.griot.functions.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarningTest {
  private static final Instant NOW = Instant.parse("2026-11-30T20:30:00Z");
  private static final Optional<Instant> LONG_AGO = Optional.of(NOW.minus(Duration.ofDays(100)));

  @Test
  void warnsOfNothingWhereNothingWasAskedFor() {
    assertThat(Warning.of(state(SendingSettings.NONE, 10_000, 10_000), NOW, true, LONG_AGO))
        .isEmpty();
  }

  @Test
  void warnsOfOneNewPersonMoreThanTheDayMayHave() {
    SendingSettings two = settings(Optional.of(2), false, Optional.empty(), ZoneOffset.UTC);

    assertThat(Warning.of(state(two, 9, 2), NOW, true, LONG_AGO)).isEmpty();
    assertThat(Warning.of(state(two, 9, 3), NOW, true, LONG_AGO))
        .containsExactly(Warning.NEW_PEOPLE);
    assertThat(Warning.of(state(two, 9, 3), NOW, false, LONG_AGO)).isEmpty();
  }

  @Test
  void warnsOfMoreThanSuitsTheAgeOfTheLink() {
    SendingSettings warmUp = settings(Optional.empty(), true, Optional.empty(), ZoneOffset.UTC);
    Optional<Instant> yesterday = Optional.of(NOW.minus(Duration.ofHours(25)));

    assertThat(Warning.of(state(warmUp, 20, 0), NOW, false, Optional.of(NOW))).isEmpty();
    assertThat(Warning.of(state(warmUp, 21, 0), NOW, false, Optional.of(NOW)))
        .containsExactly(Warning.WARM_UP);
    assertThat(Warning.of(state(warmUp, 40, 0), NOW, false, yesterday)).isEmpty();
    assertThat(Warning.of(state(warmUp, 41, 0), NOW, false, yesterday))
        .containsExactly(Warning.WARM_UP);
    assertThat(Warning.of(state(warmUp, 100_000, 0), NOW, false, LONG_AGO)).isEmpty();
  }

  @Test
  void countsQuietHoursInTheCustomersTimeZone() {
    Optional<QuietHours> night =
        Optional.of(new QuietHours(LocalTime.parse("21:00"), LocalTime.parse("07:00")));
    SendingSettings here = settings(Optional.empty(), false, night, ZoneId.of("Africa/Douala"));
    SendingSettings utc = settings(Optional.empty(), false, night, ZoneOffset.UTC);

    assertThat(Warning.of(state(here, 1, 0), NOW, false, LONG_AGO))
        .containsExactly(Warning.QUIET_HOURS);
    assertThat(Warning.of(state(utc, 1, 0), NOW, false, LONG_AGO)).isEmpty();
  }

  private static SendingSettings settings(
      Optional<Integer> newPeople, boolean warmUp, Optional<QuietHours> quiet, ZoneId zone) {
    return new SendingSettings(
        Optional.empty(), Optional.empty(), newPeople, warmUp, quiet, zone, Optional.empty());
  }

  private static SendingState state(SendingSettings settings, long sent, long newPeople) {
    return new SendingState(
        settings, 1, NOW, Optional.of(LocalDate.parse("2026-11-30")), sent, newPeople);
  }
}
