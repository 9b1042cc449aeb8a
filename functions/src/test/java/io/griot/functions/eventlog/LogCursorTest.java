package io.griot.functions.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.SessionName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCursorTest {
  private static final LogId MAIN = log("main");
  private static final LogId OTHER = log("other");

  @Test
  void holdsAPositionOfEachLog() {
    long position = EventLogItem.first(1_800_000_000_000L);
    LogCursor cursor = LogCursor.START.at(MAIN, position).at(OTHER, 7).at(OTHER, 8);
    LogCursor read = LogCursor.of(cursor.text()).orElseThrow();

    assertThat(read).isEqualTo(cursor);
    assertThat(read.of(MAIN)).isEqualTo(position);
    assertThat(read.of(OTHER)).isEqualTo(8);
    assertThat(read.has(log("third"))).isFalse();
    assertThat(read.of(log("third"))).isZero();
    assertThat(cursor.text()).matches("[\\w-]+").hasSize(34);
  }

  @Test
  void forgetsLogsThatAreGone() {
    LogCursor cursor = LogCursor.START.at(MAIN, 1).at(OTHER, 2);

    assertThat(cursor.only(List.of(MAIN))).isEqualTo(LogCursor.START.at(MAIN, 1));
  }

  @Test
  void fitsIntoAnAddress() {
    LogCursor cursor = LogCursor.START;
    for (int i = 0; i < 2 * LogCursor.MAX_LOGS; i++) {
      cursor = cursor.at(log("s" + i), i);
    }

    assertThat(cursor.text()).hasSizeLessThanOrEqualTo(8_002);
    assertThat(LogCursor.of(cursor.text()).orElseThrow().positions()).hasSize(LogCursor.MAX_LOGS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AA", "Ag", "AQAA", "!!!!", "AQAAAAAAAAAAAAAAAAA"})
  void isNoOtherText(String text) {
    assertThat(LogCursor.of(text)).isEmpty();
  }

  private static LogId log(String name) {
    return new LogId(new CustomerId("shop"), new SessionName(name), Environment.TEST);
  }
}
