package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.EventId;
import io.griot.contract.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentEventsTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));

  @TempDir Path profile;

  @Test
  void remembersOverRestartsWhatWasTold() {
    SentEvents before = new SentEvents(profile);
    tell(before, 1);
    assertThat(before.begin(event(1))).isFalse();

    SentEvents after = new SentEvents(profile);
    assertThat(after.begin(event(1))).isFalse();
    assertThat(after.begin(event(2))).isTrue();
  }

  @Test
  void remembersNothingThatWasNotTold() {
    SentEvents events = new SentEvents(profile);
    assertThat(events.begin(event(1))).isTrue();
    assertThat(events.begin(event(1))).as("it is under way").isFalse();
    events.end(event(1), false);

    assertThat(events.begin(event(1))).isTrue();
    assertThat(new SentEvents(profile).begin(event(1))).isTrue();
  }

  @Test
  void forgetsTheOldestAndKeepsItsFileSmall() throws Exception {
    SentEvents events = new SentEvents(profile);
    int many = 2 * SentEvents.REMEMBERED + 2;
    for (int i = 0; i < many; i++) {
      tell(events, i);
    }

    assertThat(Files.size(profile.resolve("griot-told-events")))
        .isLessThanOrEqualTo(2L * SentEvents.REMEMBERED * Long.BYTES);
    SentEvents after = new SentEvents(profile);
    assertThat(after.begin(event(many - 1))).isFalse();
    assertThat(after.begin(event(many - SentEvents.REMEMBERED))).isFalse();
    assertThat(after.begin(event(many - SentEvents.REMEMBERED - 1))).isTrue();
  }

  @Test
  void readsACopyThatEndsWithinAnEntry() throws Exception {
    tell(new SentEvents(profile), 1);
    Files.write(
        profile.resolve("griot-told-events"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    tell(new SentEvents(profile), 2);

    SentEvents after = new SentEvents(profile);
    assertThat(after.begin(event(1))).isFalse();
    assertThat(after.begin(event(2))).isFalse();
  }

  @Test
  void goesOnWithoutAFolder() {
    SentEvents events = new SentEvents(profile.resolve("gone"));
    tell(events, 1);

    assertThat(events.begin(event(1))).isFalse();
  }

  private static void tell(SentEvents events, int number) {
    assertThat(events.begin(event(number))).isTrue();
    events.end(event(number), true);
  }

  private static EventId event(int number) {
    return EventId.of(SESSION, "message", "false_" + number);
  }
}
