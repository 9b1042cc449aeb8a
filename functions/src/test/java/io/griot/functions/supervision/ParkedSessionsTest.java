package io.griot.functions.supervision;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.supervision.SupervisionFixture.PAID;
import static io.griot.functions.supervision.SupervisionFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Environment;
import io.griot.contract.Metric;
import io.griot.contract.ParkSettings;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.session.Session;
import io.griot.functions.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkedSessionsTest {
  private static final Duration SLEEP = Duration.ofHours(6);
  private static final ParkSettings PARK = new ParkSettings(Duration.ofMinutes(15), SLEEP);

  private final SupervisionFixture it = new SupervisionFixture();

  @BeforeEach
  void connected() {
    it.live();
    it.sessions.stored.put(ID, it.session().parking(Optional.of(PARK), true, it.clock.instant()));
  }

  @Test
  void parksASessionThatItsHostSaysIsQuiet() {
    it.beatAndRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);

    quietRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.PARKED);
    assertThat(it.session().parking().wakeAt()).contains(it.clock.in(SLEEP));
    assertThat(it.session().owner()).contains("host-a"); // which has to store its profile first
    assertThat(it.sessions.poked).contains("host-a");
  }

  @Test
  void parksNoSessionThatMayNotBe() {
    it.sessions.stored.put(ID, it.session().parking(Optional.empty(), true, it.clock.instant()));

    quietRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void parksNoSessionThatIsNotConnected() {
    it.sessions.see(ID, 0, false, Optional.empty());

    quietRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void parksNoSessionWhoseHostFellSilent() {
    it.sessions.beatQuiet("host-a", ID);
    it.clock.advance(Duration.ofSeconds(30));

    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void wakesASessionAtItsTimeThoughNoHostRuns() {
    parked();
    it.sessions.hosts.clear();

    it.clock.advance(SLEEP.minusMinutes(1));
    it.round();
    assertThat(it.session().wanted()).isEqualTo(Wanted.PARKED);
    it.clock.advance(Duration.ofMinutes(1));
    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(it.session().parking().checksIn()).isTrue();
    assertThat(it.session().waitingSince()).contains(it.clock.instant());
    it.round();
    assertThat(it.fleet.state().desired()).isOne();
  }

  @Test
  void wakesItATenthOfItsSleepSoonerWhereASlotIsFree() {
    parked();

    it.clock.advance(SLEEP.minus(SLEEP.dividedBy(10)).minusSeconds(1));
    beatRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.PARKED);
    it.clock.advance(Duration.ofSeconds(1));
    beatRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void goesOnWithParkingWhereItWasLeft() {
    quietRound();
    Session parking = it.session();

    quietRound();

    assertThat(it.session()).isEqualTo(parking);
  }

  @Test
  void hasASessionRunAgainWhoseHostDiedBeforeItsProfileWasStored() {
    quietRound();

    it.clock.advance(Duration.ofMinutes(1));
    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(it.session().owner()).isEmpty();
    assertThat(it.session().waitingSince()).contains(it.clock.instant());
  }

  @Test
  void leavesASessionParkedWhoseHostDiedAfterItsProfileWasStored() {
    quietRound();
    it.sessions.stored.put(ID, TestSessions.atRest(it.session()));

    it.clock.advance(Duration.ofMinutes(1));
    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.PARKED);
    assertThat(it.session().owner()).isEmpty();
    assertThat(it.session().waitingSince()).isEmpty();
  }

  @Test
  void wakesASessionForACommandThatWasSentWhileItWasParked() {
    parked();
    it.parts.pending.add(it.session().generation());

    it.clock.advance(Duration.ofMinutes(1));
    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(it.session().parking().checksIn()).isFalse();
  }

  @Test
  void looksForCommandsOfSessionsThatSleepForLongNowAndThen() {
    parked();
    it.clock.advance(Duration.ofHours(1));
    it.parts.pending.add(it.session().generation());

    int rounds = 0;
    while (it.session().isParked() && rounds < 60) {
      it.clock.advance(Supervisor.INTERVAL);
      it.round();
      rounds++;
    }

    assertThat(rounds).isBetween(1, (int) ExpiredCommands.EVERY.toMinutes());
  }

  @Test
  void suspendsAndStopsAParkedSessionThatNobodyPaysFor() {
    parked();
    Instant end = it.clock.in(Duration.ofHours(1));
    it.parts.customers.put(
        AWA, customer(new Subscription(Subscription.Word.ACTIVE, Optional.of(end)), PARK));

    it.clock.advance(Duration.ofHours(1).plus(Standing.GRACE));
    it.round();
    assertThat(it.session().suspended()).isTrue();
    assertThat(it.session().isParked()).isTrue();
    it.clock.advance(Duration.ofDays(30));
    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(it.session().stopReason()).contains(StopReason.NOT_PAID);
    assertThat(it.session().parking().wakeAt()).isEmpty();
    it.parts.customers.put(AWA, customer(PAID, PARK));
    it.round();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(it.session().parking().settings()).contains(PARK);
  }

  @Test
  void givesASessionWhatItsPlanSaysUnlessItsCustomerSaysMore() {
    ParkSettings planned = new ParkSettings(Duration.ofHours(1), Duration.ofHours(12));
    it.parts.customers.put(AWA, customer(PAID, planned));
    it.beatAndRound();
    assertThat(it.session().parking().settings()).contains(PARK);

    it.sessions.stored.put(ID, it.session().parking(Optional.empty(), false, it.clock.instant()));
    it.beatAndRound();

    assertThat(it.session().parking().settings()).contains(planned);
    assertThat(it.session().parking().isOwn()).isFalse();
  }

  @Test
  void wakesAParkedSessionWhosePlanParksNoMore() {
    it.sessions.stored.put(ID, it.session().parking(Optional.of(PARK), false, it.clock.instant()));
    it.parts.customers.put(AWA, customer(PAID, PARK));
    parked();

    it.parts.customers.put(
        AWA, new CustomerStore.Customer(told(PAID), Map.of(Environment.LIVE, 1L)));
    it.clock.advance(Duration.ofHours(1));
    it.round();
    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void parksNoSessionWhosePhoneUnlinkedItWhileItSlept() {
    parked();
    it.clock.advance(SLEEP);
    it.round();
    Session woken = it.sessions.take(ID, "host-a");
    it.sessions.stored.put(
        ID, TestSessions.with(woken, woken.owner(), woken.token(), Optional.empty()));
    it.sessions.see(ID, 0, false, Optional.empty());

    quietRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    it.clock.advance(Duration.ofMinutes(12));
    it.beatAndRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
  }

  @Test
  void countsParkedSessionsAndWantsNoHostForThem() {
    parked();
    it.sessions.hosts.clear();

    it.round();

    assertThat(it.fleet.state().desired()).isZero();
    assertThat(it.reports.getLast()).containsEntry(Metric.SESSIONS_PARKED, 1L);
    assertThat(it.reports.getLast()).containsEntry(Metric.SESSIONS_DOWN, 0L);
  }

  private static CustomerStore.Customer customer(Subscription subscription, ParkSettings parking) {
    return new CustomerStore.Customer(
        told(subscription), Map.of(Environment.LIVE, 1L), Optional.empty(), Optional.of(parking));
  }

  /** A session at rest, as its host leaves it. */
  private void parked() {
    quietRound();
    it.sessions.rest(ID);
    assertThat(it.session().isParked()).isTrue();
  }

  private void quietRound() {
    it.sessions.beatQuiet("host-a", ID);
    it.round();
  }

  /** A round while a host without sessions runs. */
  private void beatRound() {
    it.sessions.beat("host-a");
    it.round();
  }
}
