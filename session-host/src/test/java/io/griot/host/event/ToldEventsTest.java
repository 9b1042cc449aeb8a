package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.EventId;
import io.griot.contract.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToldEventsTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));

  @TempDir Path profile;

  @Test
  void remembersOverRestartsWhatWasTold() {
    ToldEvents before = new ToldEvents(profile);
    tell(before, 1);
    assertThat(before.begin(event(1))).isFalse();

    ToldEvents after = new ToldEvents(profile);
    assertThat(after.begin(event(1))).isFalse();
    assertThat(after.begin(event(2))).isTrue();
  }

  @Test
  void remembersNothingThatWasNotTold() {
    ToldEvents events = new ToldEvents(profile);
    assertThat(events.begin(event(1))).isTrue();
    assertThat(events.begin(event(1))).as("it is under way").isFalse();
    events.end(event(1), false);

    assertThat(events.begin(event(1))).isTrue();
    assertThat(new ToldEvents(profile).begin(event(1))).isTrue();
  }

  @Test
  void forgetsTheOldestAndKeepsItsFileSmall() throws Exception {
    ToldEvents events = new ToldEvents(profile);
    int many = 2 * ToldEvents.REMEMBERED + 2;
    for (int i = 0; i < many; i++) {
      tell(events, i);
    }

    assertThat(Files.size(profile.resolve("griot-told-events")))
        .isLessThanOrEqualTo(2L * ToldEvents.REMEMBERED * Long.BYTES);
    ToldEvents after = new ToldEvents(profile);
    assertThat(after.begin(event(many - 1))).isFalse();
    assertThat(after.begin(event(many - ToldEvents.REMEMBERED))).isFalse();
    assertThat(after.begin(event(many - ToldEvents.REMEMBERED - 1))).isTrue();
  }

  @Test
  void readsACopyThatEndsWithinAnEntry() throws Exception {
    tell(new ToldEvents(profile), 1);
    Files.write(
        profile.resolve("griot-told-events"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    tell(new ToldEvents(profile), 2);

    ToldEvents after = new ToldEvents(profile);
    assertThat(after.begin(event(1))).isFalse();
    assertThat(after.begin(event(2))).isFalse();
  }

  @Test
  void goesOnWithoutAFolder() {
    ToldEvents events = new ToldEvents(profile.resolve("gone"));
    tell(events, 1);

    assertThat(events.begin(event(1))).isFalse();
  }

  private static void tell(ToldEvents events, int number) {
    assertThat(events.begin(event(number))).isTrue();
    events.end(event(number), true);
  }

  private static EventId event(int number) {
    return EventId.of(SESSION, "message", "false_" + number);
  }
}
