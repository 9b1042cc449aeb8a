package io.griot.functions.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class QuietHoursTest {
  @Test
  void mayLastOverMidnight() {
    QuietHours night = hours("21:00", "07:00");

    assertThat(night.contains(LocalTime.parse("20:59:59"))).isFalse();
    assertThat(night.contains(LocalTime.parse("21:00"))).isTrue();
    assertThat(night.contains(LocalTime.parse("00:00"))).isTrue();
    assertThat(night.contains(LocalTime.parse("06:59"))).isTrue();
    assertThat(night.contains(LocalTime.parse("07:00"))).isFalse();
  }

  @Test
  void mayLieWithinADay() {
    QuietHours noon = hours("12:00", "14:00");

    assertThat(noon.contains(LocalTime.parse("11:59"))).isFalse();
    assertThat(noon.contains(LocalTime.parse("12:00"))).isTrue();
    assertThat(noon.contains(LocalTime.parse("14:00"))).isFalse();
    assertThat(noon.contains(LocalTime.parse("23:00"))).isFalse();
  }

  @Test
  void mayBeTheWholeDay() {
    assertThat(hours("08:00", "08:00").contains(LocalTime.parse("03:00"))).isTrue();
  }

  private static QuietHours hours(String from, String to) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
  }
}
