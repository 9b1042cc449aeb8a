package io.griot.functions.supervision;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.supervision.SupervisionFixture.PAID;
import static io.griot.functions.supervision.SupervisionFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Metric;
import io.griot.contract.Wanted;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.session.Parking;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class SupervisorTest {
  private final SupervisionFixture it = new SupervisionFixture();

  @Test
  void leavesAloneWhatIsAsItShouldBe() {
    it.connect();
    Session before = it.session();

    it.round();

    assertThat(it.session()).isEqualTo(before);
    assertThat(it.parts.corrected).isEmpty();
    assertThat(it.sessions.poked).isEmpty();
  }

  @Test
  void releasesTheSessionsOfADeadHostForTheNext() {
    it.connect();

    it.clock.advance(Duration.ofSeconds(34));
    it.round();
    assertThat(it.session().owner()).contains("host-a");
    it.clock.advance(Duration.ofSeconds(2));
    it.round();

    assertThat(it.session().owner()).isEmpty();
    assertThat(it.session().waitingSince()).contains(it.clock.instant());
    assertThat(it.session().token()).isOne();
  }

  @Test
  void releasesTheSessionsOfAHostThatIsNotStored() {
    it.sessions.take(ID, "gone");

    it.round();

    assertThat(it.session().owner()).isEmpty();
    assertThat(it.session().waitingSince()).isPresent();
  }

  @Test
  void letsAStoppedSessionOfADeadHostGo() {
    it.sessions.take(ID, "gone");
    it.sessions.stored.put(ID, it.session().stopped(it.clock.instant(), Optional.empty()));

    it.round();

    assertThat(it.session().owner()).isEmpty();
    assertThat(it.session().waitingSince()).isEmpty();
  }

  @Test
  void hasASessionWaitThatWantsAHostAndHasNone() {
    Session session = it.session();
    it.sessions.stored.put(
        ID,
        new Session(
            session.generation(),
            session.customer(),
            session.name(),
            session.environment(),
            Wanted.RUNNING,
            session.wantedAt(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            3,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Parking.NONE));

    it.round();

    assertThat(it.session().waitingSince()).contains(it.clock.instant());
  }

  @Test
  void tellsEachChangeOfASubscriptionOnce() {
    Instant end = it.clock.in(Duration.ofHours(1));
    it.parts.subscribe(new Subscription(Subscription.Word.ACTIVE, Optional.of(end)));
    it.round();
    assertThat(it.parts.told).isEmpty();

    it.clock.advance(Duration.ofHours(1));
    it.round();
    it.round();
    assertThat(it.parts.told)
        .containsExactlyInAnyOrder("LIVE subscription_grace", "TEST subscription_grace");

    it.clock.advance(Standing.GRACE);
    it.round();
    it.round();
    assertThat(it.parts.told).hasSize(4).contains("LIVE subscription_suspended");
  }

  @Test
  void endsWhatWasNeverLinkedAndHasNoHost() {
    it.sessions.take(ID, "gone");
    it.sessions.stored.put(ID, it.session().ending(it.clock.instant()));

    it.round();
    it.round();

    assertThat(it.sessions.stored).isEmpty();
    assertThat(it.sessions.ended).hasSize(1);
  }

  @Test
  void endsALinkedSessionThatNoHostLogsOut() {
    it.connect();
    it.sessions.release(ID);
    it.sessions.stored.put(ID, it.session().ending(it.clock.instant()));

    it.clock.advance(Duration.ofMinutes(9));
    it.round();
    assertThat(it.sessions.stored).isNotEmpty();
    it.clock.advance(Duration.ofMinutes(1));
    it.round();
    assertThat(it.sessions.stored).isEmpty();
  }

  @Test
  void countsTheSessionsThatExist() {
    it.parts.customers.put(AWA, new CustomerStore.Customer(told(PAID), Map.of()));

    it.round();

    assertThat(it.parts.corrected).containsExactly("TEST none 1");
  }

  @Test
  void forgetsAHostAfterAnHour() {
    it.sessions.beat("host-a");

    it.clock.advance(Duration.ofMinutes(59));
    it.round();
    assertThat(it.sessions.hosts).containsKey("host-a");
    it.clock.advance(Duration.ofMinutes(2));
    it.round();
    assertThat(it.sessions.hosts).isEmpty();
  }

  @Test
  void saysHowManyHostsAreWantedAndHowManySessionsWait() {
    it.round();

    assertThat(it.fleet.state().desired()).isOne();
    assertThat(it.reports)
        .containsExactly(
            Map.of(
                Metric.SESSIONS_DOWN, 0L,
                Metric.SESSIONS_DOWN_SHARE, 0L,
                Metric.SESSIONS_WAITING, 1L,
                Metric.SESSIONS_PARKED, 0L,
                Metric.HOSTS_WANTED, 1L));
  }

  @Test
  void countsLinkedSessionsThatAreDown() {
    it.connect();
    it.round();
    it.clock.advance(Duration.ofSeconds(20));
    it.round();

    assertThat(it.reports)
        .extracting(values -> values.get(Metric.SESSIONS_DOWN))
        .containsExactly(0L, 1L);
  }

  @Test
  void reportsNothingWithoutSessionsAndHosts() {
    it.sessions.stored.clear();

    it.round();

    assertThat(it.reports).isEmpty();
  }

  @Test
  void endsWhatWaitsTooLongNowAndThen() {
    for (int minute = 0; minute < 15; minute++) {
      it.round();
      it.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(it.parts.expired).containsExactly(it.session().generation());
  }

  @Test
  void endsAlsoWhatNoHostWasEverSent() {
    it.connect();
    for (int minute = 0; minute < 15; minute++) {
      it.beatAndRound();
      it.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(it.parts.expired).containsExactly(it.session().generation());
  }

  @Test
  void deletesACustomerAndTellsThemNothing() {
    it.connect();
    delete();
    assertThat(it.session().wanted()).isEqualTo(Wanted.ENDED);
    assertThat(it.sessions.end(it.session(), it.clock.instant())).isTrue();
    it.ended.all.add(new EndingStore.Ending(it.sessions.ended.getFirst(), it.clock.instant()));
    it.clock.advance(CustomerDeletions.SETTLED);

    delete();
    assertThat(it.deletions.of(AWA).isDone()).isFalse();
    it.ended.all.clear();
    delete();

    assertThat(it.deletions.of(AWA).isDone()).isTrue();
    assertThat(it.parts.told).isEmpty();
  }

  /** A round in which the customer is to be deleted, and so is not served. */
  private void delete() {
    Deletion deletion = it.deletions.begin(AWA, it.clock.instant()).orElseThrow();
    it.parts.customers.put(
        AWA,
        new CustomerStore.Customer(
            told(Subscription.UNKNOWN),
            Map.of(Environment.TEST, 1L),
            Optional.of(deletion),
            Optional.empty()));
    it.beatAndRound();
  }

  @Test
  void makesTheOtherStepsWhenOneFails() {
    it.sessions.take(ID, "gone");
    it.parts.failure = Optional.of(SdkClientException.create("no connection"));

    assertThatThrownBy(it::round).isInstanceOf(SdkClientException.class);
    it.sessions.take(ID, "gone");
    it.parts.failure = Optional.of(new IllegalStateException("an item is odd"));

    assertThatThrownBy(it::round).isInstanceOf(IllegalStateException.class);

    assertThat(it.session().owner()).isEmpty();
  }

  @Test
  void clearsUpAfterTheOthersWhenItCannotAfterOne() {
    Generation first = new Generation(ID, it.clock.instant().minusSeconds(7200));
    Generation second = new Generation(ID, it.clock.instant().minusSeconds(3600));
    it.ended.all.add(new EndingStore.Ending(first, it.clock.instant().minusSeconds(3600)));
    it.ended.all.add(new EndingStore.Ending(second, it.clock.instant().minusSeconds(600)));
    it.parts.stuck.add(first);

    assertThatThrownBy(it::round).isInstanceOf(SdkClientException.class);

    assertThat(it.ended.all).extracting(EndingStore.Ending::generation).containsExactly(first);
  }
}
