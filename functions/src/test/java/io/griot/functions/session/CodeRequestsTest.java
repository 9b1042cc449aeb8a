package io.griot.functions.session;

import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodeRequestsTest {
  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final CodeRequests requests = new CodeRequests(sessions, clock);

  @BeforeEach
  void start() {
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
  }

  @Test
  void notesARequestOnceAMinuteAtMost() {
    ask(Duration.ofSeconds(30));
    assertThat(sessions.session(ID).codeAskedAt()).isEmpty();

    Instant noted = ask(Duration.ofSeconds(31));
    assertThat(sessions.session(ID).codeAskedAt()).contains(noted);
    ask(Duration.ofSeconds(59));
    assertThat(sessions.session(ID).codeAskedAt()).contains(noted);
    Instant again = ask(Duration.ofSeconds(2));
    assertThat(sessions.session(ID).codeAskedAt()).contains(again);
  }

  @Test
  void notesNothingOfALinkedSession() {
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());

    ask(Duration.ofMinutes(5));
    assertThat(sessions.session(ID).codeAskedAt()).isEmpty();
  }

  private Instant ask(Duration later) {
    clock.advance(later);
    requests.asked(sessions.session(ID));
    return clock.instant();
  }
}
