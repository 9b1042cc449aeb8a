package io.griot.functions.session;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.MAIN;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class SessionStartTest {
  private static final Duration WAIT = Duration.ofSeconds(25);

  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final Evidence evidence = new Evidence(Duration.ofSeconds(45));
  private final SessionStart start =
      new SessionStart(sessions, sessions, sessions, evidence, new Patience(clock, clock), clock);

  @Test
  void storesThatTheSessionIsWantedAndMakesItsMailbox() {
    boolean _ = start("main");

    Session session = sessions.session(ID);
    assertThat(session.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session.waitingSince()).contains(clock.instant());
    assertThat(sessions.mailboxes).containsExactly(session.generation());
  }

  @Test
  void startsASessionThoughSqsMakesNoMailbox() {
    SessionStart withoutSqs =
        new SessionStart(
            sessions,
            session -> {
              throw SdkClientException.create("SQS does not answer");
            },
            sessions,
            evidence,
            new Patience(clock, clock),
            clock);

    boolean started =
        withoutSqs.start(
            AWA, new SessionName("main"), Environment.TEST, () -> PLANNED, clock.in(WAIT));

    assertThat(started).isTrue();
    assertThat(sessions.session(ID).wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void startsNoSessionTwice() {
    boolean _ = start("main");

    assertRefused(FailureCode.SESSION_EXISTS);
    assertThat(sessions.mailboxes).hasSize(1);
  }

  @Test
  void refusesMoreThanTheCustomerMayHaveAndKeepsWhatRuns() {
    boolean _ = start("one");
    boolean _ = start("two");
    boolean _ = start("three");

    assertRefused(FailureCode.SESSION_QUOTA_EXCEEDED);
    assertThat(sessions.stored).hasSize(3);
  }

  @Test
  void startsAStoppedSessionAgainThoughTheQuotaIsUsedUp() {
    boolean _ = start("main");
    Session session = sessions.session(ID);
    sessions.stored.put(ID, session.stopped(clock.instant(), Optional.of(StopReason.NOT_PAID)));
    sessions.quota(AWA, Environment.TEST, 0);
    clock.advance(Duration.ofHours(1));

    boolean _ = start("main");

    assertThat(sessions.session(ID).wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(sessions.session(ID).stopReason()).isEmpty();
    assertThat(sessions.session(ID).waitingSince()).contains(clock.instant());
  }

  @Test
  void hasAHostThatIsStoppingItKeepItInANewBrowser() {
    boolean _ = start("main");
    sessions.take(ID, "host-a");
    sessions.stored.put(ID, sessions.session(ID).stopped(clock.instant(), Optional.empty()));
    clock.advance(Duration.ofSeconds(1));

    boolean _ = start("main");

    assertThat(sessions.session(ID).restarts()).isOne();
    assertThat(sessions.session(ID).owner()).contains("host-a");
    assertThat(sessions.session(ID).waitingSince()).isEmpty();
    assertThat(sessions.poked).containsExactly("host-a");
  }

  @Test
  void givesASessionInConflictANewBrowser() {
    start("main");
    sessions.take(ID, "host-a");
    replace();
    clock.advance(Duration.ofSeconds(1));

    start("main");

    assertThat(sessions.session(ID).restarts()).isEqualTo(1);
    assertThat(sessions.session(ID).owner()).contains("host-a");
    assertThat(sessions.poked).containsExactly("host-a");
  }

  @Test
  void givesASessionInConflictANewBrowserAlsoAfterAStop() {
    start("main");
    sessions.take(ID, "host-a");
    replace();
    Session stopped = sessions.session(ID).stopped(clock.instant(), Optional.empty());
    sessions.stored.put(ID, stopped.released(clock.instant()));
    clock.advance(Duration.ofSeconds(1));

    start("main");

    assertThat(sessions.session(ID).restarts()).isEqualTo(1);
    assertThat(sessions.session(ID).waitingSince()).contains(clock.instant());
  }

  /** Another login has the session's connection for good. */
  private void replace() {
    sessions.see(ID, 0, false, Optional.empty());
    sessions.observations.computeIfPresent(
        ID,
        (_, seen) ->
            new StoredObservation(
                seen.createdAt(),
                seen.token(),
                seen.restarted(),
                Optional.of(SocketState.CONFLICT),
                false,
                seen.downSince(),
                seen.qr(),
                Optional.of(ObservationItem.REPLACED),
                seen.unavailable(),
                seen.limits(),
                seen.catchingUp()));
  }

  @Test
  void wakesNoSessionForTheOtherEnvironment() {
    boolean _ = start("main");
    sessions.stored.put(ID, sessions.session(ID).stopped(clock.instant(), Optional.empty()));

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> start.start(AWA, MAIN, Environment.LIVE, () -> PLANNED, clock.in(WAIT)))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.SESSION_EXISTS);
  }

  @Test
  void startsAnewOnceATerminatedSessionHasEnded() {
    boolean _ = start("main");
    Generation first = sessions.session(ID).generation();
    sessions.stored.put(ID, sessions.session(ID).ending(clock.instant()));
    clock.meanwhile =
        pause -> {
          if (pause == 5) {
            sessions.stored.remove(ID);
          }
        };

    boolean _ = start("main");

    assertThat(sessions.session(ID).generation()).isNotEqualTo(first);
    assertThat(sessions.session(ID).wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void createsAGenerationAfterTheLastThoughItsClockIsBehind() {
    boolean _ = start("main");
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, true, Optional.empty());
    Instant first = sessions.session(ID).generation().createdAt();
    sessions.stored.remove(ID);
    clock.advance(Duration.ofSeconds(-3));

    boolean _ = start("main");

    assertThat(sessions.session(ID).generation().createdAt()).isEqualTo(first.plusMillis(1));
    assertThat(sessions.mailboxes).last().isEqualTo(sessions.session(ID).generation());
  }

  @Test
  void hasASessionThatDoesNotEndInTimeStartedAgainByWhoEndsIt() {
    boolean _ = start("main");
    Session ending = sessions.session(ID).ending(clock.instant());
    sessions.stored.put(ID, ending);

    assertThat(start("main")).isFalse();

    assertThat(sessions.session(ID).wanted()).isEqualTo(Wanted.ENDED);
    assertThat(sessions.end(sessions.session(ID), clock.instant())).isTrue();
    Session next = sessions.session(ID);
    assertThat(next.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(next.waitingSince()).isPresent();
    assertThat(next.generation().createdAt()).isAfter(ending.generation().createdAt());
  }

  @Test
  void hasStartedWhenWhoEndedTheSessionMadeTheNext() {
    boolean _ = start("main");
    sessions.stored.put(ID, sessions.session(ID).ending(clock.instant()));
    clock.meanwhile =
        pause -> {
          if (pause == 5) {
            assertThat(sessions.end(sessions.session(ID), clock.instant())).isTrue();
          }
        };

    assertThat(start("main")).isTrue();

    assertThat(sessions.session(ID).wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void startsNothingAgainThatIsTerminatedOnceMore() {
    boolean _ = start("main");
    sessions.stored.put(ID, sessions.session(ID).ending(clock.instant()));
    assertThat(start("main")).isFalse();
    clock.advance(Duration.ofSeconds(1));
    Session seen = sessions.session(ID);

    assertThat(sessions.change(seen, seen.ending(clock.instant()))).isTrue();
    assertThat(sessions.end(sessions.session(ID), clock.instant())).isTrue();

    assertThat(sessions.stored).isEmpty();
  }

  @Test
  void triesAgainAfterAConflict() {
    sessions.conflicts = 2;

    boolean _ = start("main");

    assertThat(sessions.stored).containsKey(ID);
  }

  @Test
  void knowsItsOwnWriteWhoseAnswerWasLost() {
    boolean _ = start("main");
    sessions.stored.put(ID, sessions.session(ID).stopped(clock.instant(), Optional.empty()));
    sessions.lostAnswers = 1;
    clock.advance(Duration.ofSeconds(1));

    boolean _ = start("main");

    assertThat(sessions.session(ID).wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void waitsForTheCodeWhenAsked() {
    boolean _ = start("main");
    clock.meanwhile =
        pause -> {
          if (pause == 4) {
            sessions.take(ID, "host-a");
            sessions.see(ID, 0, false, Optional.of("2@code"));
            sessions.beat("host-a", ID);
          }
        };

    assertThat(start.awaitQr(ID, clock.in(Duration.ofSeconds(20)))).contains("2@code");
  }

  @Test
  void waitsForTheCodeOfTheNextBrowserWhileTheLastOneIsBeingStopped() {
    boolean _ = start("main");
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, false, Optional.of("2@dead"));
    sessions.beat("host-a", ID);
    sessions.stored.put(ID, sessions.session(ID).stopped(clock.instant(), Optional.empty()));
    clock.advance(Duration.ofSeconds(1));
    boolean _ = start("main");
    clock.meanwhile =
        pause -> {
          if (pause == 4) {
            sessions.see(ID, 1, false, Optional.of("2@code"));
          }
        };

    assertThat(start.awaitQr(ID, clock.in(Duration.ofSeconds(20)))).contains("2@code");
  }

  @Test
  void waitsForNoCodeOnceConnected() {
    boolean _ = start("main");
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, true, Optional.empty());
    sessions.beat("host-a", ID);

    assertThat(start.awaitQr(ID, clock.in(Duration.ofSeconds(20)))).isEmpty();
    assertThat(clock.pauses()).isZero();
  }

  @Test
  void givesUpWaitingForTheCodeAtItsDeadline() {
    boolean _ = start("main");
    var before = clock.instant();

    assertThat(start.awaitQr(ID, clock.in(Duration.ofSeconds(20)))).isEmpty();
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(20));
  }

  private boolean start(String name) {
    return start.start(AWA, new SessionName(name), Environment.TEST, () -> PLANNED, clock.in(WAIT));
  }

  private void assertRefused(FailureCode code) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> start("main"))
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }
}
