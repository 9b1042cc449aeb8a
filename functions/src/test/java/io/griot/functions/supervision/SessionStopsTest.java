package io.griot.functions.supervision;

import static io.griot.functions.session.TestSessions.ID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Catalogue;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionLimits;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.customers.SendingPlan;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionAnswers;
import io.griot.functions.session.StoredObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that a round stops sessions that nobody links, and those of customers who do not pay. */
class SessionStopsTest {
  private final SupervisionFixture it = new SupervisionFixture();

  @Test
  void stopsWhatNobodyLinks() {
    it.sessions.take(ID, "host-a");

    it.clock.advance(Duration.ofMinutes(11));
    it.beatAndRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    it.clock.advance(Duration.ofSeconds(1));
    it.beatAndRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(it.session().stopReason()).contains(StopReason.NOT_LINKED_IN_TIME);
    assertThat(it.sessions.poked).containsExactly("host-a");
  }

  @Test
  void givesTimeAfterARequestForTheCodeThatWasNotNoted() {
    it.sessions.take(ID, "host-a");
    it.clock.advance(Duration.ofSeconds(59));
    new CodeRequests(it.sessions, it.clock).asked(it.session());
    assertThat(it.session().codeAskedAt()).isEmpty();

    it.clock.advance(SessionLimits.LINK_WITHIN);
    it.beatAndRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void keepsLoggedOutAsTheReasonOfAStop() {
    it.sessions.take(ID, "host-a");
    it.sessions.see(ID, 0, false, Optional.of("2@code"));
    it.sessions.observations.computeIfPresent(ID, (_, seen) -> loggedOut(seen));
    it.clock.advance(Duration.ofMinutes(12));

    it.beatAndRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
    it.sessions.release(ID); // by its host, which has closed the browser

    assertThat(status()).contains("\"reason\":\"logged_out\"");
  }

  private static StoredObservation loggedOut(StoredObservation seen) {
    return new StoredObservation(
        seen.createdAt(),
        seen.token(),
        seen.restarted(),
        seen.state(),
        seen.usable(),
        seen.downSince(),
        seen.qr(),
        Optional.of(ObservationItem.LOGGED_OUT),
        seen.unavailable(),
        seen.limits(),
        seen.catchingUp());
  }

  private String status() {
    SessionAnswers answers =
        new SessionAnswers(new Evidence(Duration.ofSeconds(45)), Catalogue.load());
    return new String(answers.status(it.sessions.find(ID).orElseThrow()).body(), UTF_8);
  }

  @Test
  void givesMoreTimeToWhoeverAsksForTheCode() {
    it.clock.advance(Duration.ofMinutes(8));
    new CodeRequests(it.sessions, it.clock).asked(it.session());

    it.clock.advance(Duration.ofMinutes(10));
    it.round();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    it.clock.advance(Duration.ofMinutes(2));
    it.round();
    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(it.session().waitingSince()).isEmpty();
  }

  @Test
  void stopsNothingThatIsLinked() {
    it.connect();

    it.clock.advance(Duration.ofDays(30));
    it.beatAndRound();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void stopsTheSessionsOfASuspendedCustomerAtOnce() {
    it.parts.subscribe(new Subscription(Subscription.Word.SUSPENDED, Optional.empty()));

    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(it.session().stopReason()).contains(StopReason.NOT_PAID);
  }

  @Test
  void keepsSessionsRunningForSevenDaysAfterASuspensionAndStartsThemWhenItIsPaid() {
    it.live();
    Instant end = it.clock.in(Duration.ofHours(1));
    it.parts.subscribe(new Subscription(Subscription.Word.ACTIVE, Optional.of(end)));
    Instant stop = end.plus(Standing.GRACE).plus(Standing.SESSIONS_RUN_ON);

    it.clock.advance(Duration.between(it.clock.instant(), stop).minusSeconds(1));
    it.beatAndRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    it.clock.advance(Duration.ofSeconds(1));
    it.beatAndRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(it.session().stopReason()).contains(StopReason.NOT_PAID);

    it.parts.subscribe(
        new Subscription(Subscription.Word.ACTIVE, Optional.of(it.clock.in(Duration.ofDays(30)))));
    it.round();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(it.session().linked()).isTrue();
  }

  @Test
  void hasHostsBeginNothingWhileASubscriptionIsSuspended() {
    it.live();
    Instant end = it.clock.in(Duration.ofHours(1));
    it.parts.subscribe(new Subscription(Subscription.Word.ACTIVE, Optional.of(end)));
    Duration left = Duration.between(it.clock.instant(), end.plus(Standing.GRACE));
    it.clock.advance(left.minusSeconds(1));
    it.beatAndRound();
    assertThat(it.session().suspended()).isFalse();

    it.clock.advance(Duration.ofSeconds(1));
    it.beatAndRound();
    assertThat(it.session().suspended()).isTrue();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(it.sessions.poked).containsExactly("host-a");
    it.beatAndRound();
    assertThat(it.sessions.poked).hasSize(1);

    it.parts.subscribe(
        new Subscription(Subscription.Word.ACTIVE, Optional.of(it.clock.in(Duration.ofDays(30)))));
    it.beatAndRound();
    assertThat(it.session().suspended()).isFalse();
    assertThat(it.sessions.poked).hasSize(2);
  }

  @Test
  void suspendsASessionOfATestKeyOnlyWhenTheOperatorDoes() {
    it.connect();
    it.parts.subscribe(Subscription.NONE);
    it.beatAndRound();
    assertThat(it.session().suspended()).isFalse();

    it.parts.subscribe(
        new Subscription(
            Subscription.Word.SUSPENDED,
            Optional.empty(),
            Optional.of(it.clock.instant()),
            Optional.empty(),
            Optional.empty(),
            SendingPlan.NONE));
    it.beatAndRound();
    assertThat(it.session().suspended()).isTrue();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void leavesWhatItsCustomerStoppedStoppedWhenItIsPaid() {
    it.live();
    it.sessions.stored.put(ID, it.session().stopped(it.clock.instant(), Optional.empty()));

    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
  }

  @Test
  void runsATestSessionForADayWithoutASubscription() {
    it.connect();
    it.parts.subscribe(Subscription.NONE);

    it.clock.advance(UnpaidSessions.TEST_RUNS.minusSeconds(1));
    it.beatAndRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
    it.clock.advance(Duration.ofSeconds(1));
    it.beatAndRound();
    assertThat(it.session().wanted()).isEqualTo(Wanted.STOPPED);
  }

  @Test
  void stopsNothingForWantOfASubscription() {
    it.parts.customers.clear();

    it.round();

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }
}
