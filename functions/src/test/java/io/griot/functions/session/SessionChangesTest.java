package io.griot.functions.session;

import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.StillLinkedItem;
import io.griot.contract.Wanted;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionChangesTest {
  private static final Duration WAIT = Duration.ofSeconds(25);

  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final SessionChanges changes =
      new SessionChanges(sessions, sessions, new Patience(clock, clock), clock);

  @BeforeEach
  void start() {
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void stopsASessionWithoutAHostAtOnce() {
    assertThat(changes.stop(session(), Instant.EPOCH)).isTrue();

    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(session().waitingSince()).isEmpty();
  }

  @Test
  void answersAStopWhenTheHostHasLetGo() {
    sessions.take(ID, "host-a");
    at(6, () -> sessions.release(ID));

    assertThat(changes.stop(session(), clock.in(WAIT))).isTrue();
    assertThat(sessions.poked).containsExactly("host-a");
    assertThat(clock.pauses()).isEqualTo(6);
  }

  @Test
  void answersLaterWhenTheHostTakesTooLong() {
    sessions.take(ID, "host-a");
    Instant deadline = clock.in(WAIT);

    assertThat(changes.stop(session(), deadline)).isFalse();
    assertThat(clock.instant()).isEqualTo(deadline);
    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
  }

  @Test
  void doesNotWaitForWhoDoesNotWantTo() {
    sessions.take(ID, "host-a");

    assertThat(changes.terminate(session(), Instant.EPOCH)).isFalse();
    assertThat(clock.pauses()).isZero();
    assertThat(session().wanted()).isEqualTo(Wanted.ENDED);
  }

  @Test
  void answersAMoveWhenAnotherHostHasTheSession() {
    sessions.take(ID, "host-a");
    releasedAndTakenBy("host-b");

    assertThat(changes.move(session(), clock.in(WAIT))).isTrue();
    assertThat(sessions.moving).containsExactly(ID);
    assertThat(sessions.poked).containsExactly("host-a");
    assertThat(clock.pauses()).isEqualTo(4);
  }

  @Test
  void doesNotTakeTheSameHostForAnother() {
    sessions.take(ID, "host-a");
    releasedAndTakenBy("host-a");

    assertThat(changes.move(session(), clock.in(WAIT))).isFalse();
  }

  @Test
  void answersARestartWhenTheNewBrowserIsThere() {
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, true, Optional.empty());
    at(3, () -> sessions.see(ID, 1, false, Optional.empty()));

    assertThat(changes.restart(session(), clock.in(WAIT))).isTrue();
    assertThat(session().restarts()).isOne();
    assertThat(clock.pauses()).isEqualTo(3);
  }

  @Test
  void saysOfNoSessionThatEndedMeanwhileThatItWasRestarted() {
    sessions.take(ID, "host-a");
    at(2, () -> sessions.stored.remove(ID));

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> changes.restart(session(), clock.in(WAIT)))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.SESSION_NOT_FOUND);
  }

  @Test
  void believesNoRestartThatAnotherHostSaw() {
    sessions.take(ID, "host-a");
    sessions.see(ID, 5, true, Optional.empty());
    sessions.take(ID, "host-b");

    assertThat(changes.restart(session(), clock.in(WAIT))).isFalse();
  }

  @Test
  void hasAStoppedSessionRunWhenItIsRestarted() {
    assertThat(changes.stop(session(), Instant.EPOCH)).isTrue();

    assertThat(changes.restart(session(), Instant.EPOCH)).isFalse();
    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().waitingSince()).isPresent();
  }

  @Test
  void endsASessionThatWasNeverLinkedWithoutAHost() {
    Session session = session();

    assertThat(changes.terminate(session, Instant.EPOCH)).isTrue();
    assertThat(sessions.stored).isEmpty();
    assertThat(sessions.ended).containsExactly(session.generation());
  }

  @Test
  void hasALinkedSessionWithoutAHostWaitForOneThatLogsItOut() {
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    sessions.release(ID);
    assertThat(changes.stop(session(), Instant.EPOCH)).isTrue();
    at(4, () -> sessions.stored.remove(ID));

    assertThat(changes.terminate(session(), clock.in(WAIT))).isTrue();
    assertThat(clock.pauses()).isEqualTo(4);
  }

  @Test
  void letsAStoppedLinkedSessionWaitWhenItIsToEnd() {
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    sessions.release(ID);
    assertThat(changes.stop(session(), Instant.EPOCH)).isTrue();

    assertThat(changes.terminate(session(), Instant.EPOCH)).isFalse();
    assertThat(session().waitingSince()).contains(clock.instant());
  }

  @Test
  void saysForSomeDaysThatTheDeviceOfAnEndedSessionMayStillBeLinked() {
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    sessions.release(ID);
    Session session = session();
    assertThat(changes.endedStillLinked(session)).isFalse();
    assertThat(sessions.end(session, clock.instant())).isTrue();

    assertThat(changes.endedStillLinked(session)).isTrue();
    assertThat(changes.endedStillLinked(ID, Environment.TEST)).isTrue();
    assertThat(changes.endedStillLinked(ID, Environment.LIVE)).isFalse();
    clock.advance(StillLinkedItem.KEPT);
    assertThat(changes.endedStillLinked(ID, Environment.TEST)).isFalse();
  }

  @Test
  void takesTheNextGenerationForTheEndOfThisOne() {
    sessions.take(ID, "host-a");
    at(
        2,
        () -> {
          sessions.stored.remove(ID);
          sessions.stored.put(ID, TestSessions.started(clock.instant()));
        });

    assertThat(changes.terminate(session(), clock.in(WAIT))).isTrue();
    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void looksAgainWhenAHostTookTheSessionMeanwhile() {
    Session seen = session();
    sessions.take(ID, "host-a");

    assertThat(changes.terminate(seen, clock.instant())).isFalse();
    assertThat(session().wanted()).isEqualTo(Wanted.ENDED);
    assertThat(sessions.poked).containsExactly("host-a");
  }

  @Test
  void countsARestartWhoseAnswerWasLostOnce() {
    sessions.take(ID, "host-a");
    sessions.lostAnswers = 1;

    assertThat(changes.restart(session(), Instant.EPOCH)).isFalse();
    assertThat(session().restarts()).isOne();
  }

  @Test
  void findsNoSessionThatEndedBefore() {
    Session seen = session();
    sessions.stored.remove(ID);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> changes.stop(seen, clock.in(WAIT)))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.SESSION_NOT_FOUND);
  }

  @Test
  void givesUpWhenOthersWriteAllTheTime() {
    sessions.conflicts = 1000;

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> changes.stop(session(), clock.in(WAIT)))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.OVERLOADED);
  }

  private Session session() {
    return sessions.session(ID);
  }

  private void releasedAndTakenBy(String host) {
    clock.meanwhile =
        now -> {
          if (now == 2) {
            sessions.release(ID);
          } else if (now == 4) {
            sessions.take(ID, host);
          }
        };
  }

  private void at(int pause, Runnable happens) {
    clock.meanwhile =
        now -> {
          if (now == pause) {
            happens.run();
          }
        };
  }
}
