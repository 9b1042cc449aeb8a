package io.griot.functions.session;

import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ParkSettings;
import io.griot.contract.Wanted;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionWakesTest {
  private static final ParkSettings PARK =
      new ParkSettings(Duration.ofMinutes(15), Duration.ofHours(6));

  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final Patience patience = new Patience(clock, clock::advance);
  private final SessionWakes wakes = new SessionWakes(sessions, sessions, patience, clock);
  private final SessionChanges changes = new SessionChanges(sessions, sessions, patience, clock);
  private final Evidence evidence = new Evidence(Duration.ofSeconds(45));
  private final SessionStart start =
      new SessionStart(sessions, sessions, sessions, evidence, patience, clock);

  @BeforeEach
  void parking() {
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    Session set = sessions.session(ID).parking(Optional.of(PARK), true, clock.instant());
    sessions.stored.put(ID, set.parked(clock.instant(), clock.in(PARK.wakeEvery())));
  }

  @Test
  void wakesAParkedSessionForACommand() {
    sessions.rest(ID);

    wakes.afterSend(session().generation());

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().waitingSince()).contains(clock.instant());
    assertThat(session().parking().wakeAt()).isEmpty();
    assertThat(session().parking().checksIn()).isFalse();
  }

  @Test
  void tellsTheHostThatIsParkingIt() {
    wakes.afterSend(session().generation());

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().waitingSince()).isEmpty();
    assertThat(sessions.poked).containsExactly("host-a");
    sessions.rest(ID); // its host had closed the browser before it heard of it
    assertThat(session().waitingSince()).contains(clock.instant());
  }

  @Test
  void wakesItThoughOtherWritesComeInBetween() {
    sessions.rest(ID);
    sessions.conflicts = 3;

    wakes.afterSend(session().generation());

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void keepsNobodyFromTheirCommandWhenItCannotBeWoken() {
    sessions.rest(ID);
    sessions.conflicts = Integer.MAX_VALUE;

    wakes.afterSend(session().generation());

    assertThat(session().isParked()).isTrue(); // the supervisor wakes it
  }

  @Test
  void hasASessionStayAwakeThatItsScheduleWokeOnceItIsUsed() {
    sessions.rest(ID);
    sessions.stored.put(ID, session().woken(clock.instant(), true));

    wakes.afterSend(session().generation());

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().parking().checksIn()).isFalse();
  }

  @Test
  void leavesAloneWhatIsNotParked() {
    sessions.stored.put(ID, session().running(clock.instant()));
    Session before = session();

    wakes.early(before);
    wakes.afterSend(before.generation());

    assertThat(session()).isEqualTo(before);
    assertThat(sessions.poked).isEmpty();
  }

  @Test
  void wakesAtAStart() {
    sessions.rest(ID);

    assertThat(
            start.start(
                TestSessions.AWA,
                TestSessions.MAIN,
                session().environment(),
                () -> PLANNED,
                clock.in(Duration.ofSeconds(1))))
        .isTrue();

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().waitingSince()).isPresent();
  }

  @Test
  void stopsAndEndsAParkedSession() {
    sessions.rest(ID);

    assertThat(changes.stop(session(), clock.in(Duration.ofSeconds(1)))).isTrue();
    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(session().parking().wakeAt()).isEmpty();
    sessions.stored.put(ID, session().parked(clock.instant(), clock.instant()));
    assertThat(changes.terminate(session(), clock.instant())).isFalse();
    assertThat(session().wanted()).isEqualTo(Wanted.ENDED);
    assertThat(session().waitingSince()).isPresent(); // for a host that logs its device out
  }

  @Test
  void wakesAtARestart() {
    sessions.rest(ID);

    assertThat(changes.restart(session(), clock.instant())).isFalse();

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().restarts()).isOne();
  }

  @Test
  void wakesWhenItIsToBeParkedNoMore() {
    sessions.rest(ID);

    changes.park(session(), Optional.empty(), true);

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().parking().settings()).isEmpty();
    assertThat(session().parking().isOwn()).isTrue();
  }

  @Test
  void keepsSleepingByOtherSettings() {
    sessions.rest(ID);
    ParkSettings other = new ParkSettings(Duration.ofHours(1), Duration.ofHours(2));

    changes.park(session(), Optional.of(other), true);

    assertThat(session().isParked()).isTrue();
    assertThat(session().parking().settings()).contains(other);
  }

  private Session session() {
    return sessions.session(ID);
  }
}
