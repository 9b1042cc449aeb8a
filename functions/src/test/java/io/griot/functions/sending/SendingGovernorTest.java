package io.griot.functions.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.FailureCode;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Pace;
import io.griot.contract.Restriction;
import io.griot.functions.command.Held;
import io.griot.functions.customers.SendingPlan;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.sending.SendingGovernor.Admission;
import io.griot.functions.session.Session;
import io.griot.functions.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendingGovernorTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final Operation SEND = CATALOGUE.operation("clientSendMessage").orElseThrow();
  private static final Operation READ = CATALOGUE.operation("chatFetchMessages").orElseThrow();
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pace STANDARD = new Pace(Duration.ofSeconds(1), 3);

  private Instant now = Instant.parse("2026-11-30T23:30:00Z");
  private final MemorySendingStore sendings = new MemorySendingStore();
  private final SendingGovernor governor = governor();
  private final Session session =
      TestSessions.with(
          TestSessions.started(now), Optional.empty(), 1, Optional.of(now.minus(DAY)));

  private SendingGovernor governor() {
    return new SendingGovernor(sendings, STANDARD, () -> now);
  }

  @Test
  void givesABurstItsTurnAtOnceAndTheRestOnePerInterval() {
    for (int i = 0; i < 3; i++) {
      assertThat(turn(send())).isEqualTo(now);
    }
    assertThat(turn(send())).isEqualTo(now.plusSeconds(1));
    assertThat(turn(send())).isEqualTo(now.plusSeconds(2));
  }

  @Test
  void asksOnceWhereItKnowsTheSession() {
    for (int i = 0; i < 10; i++) {
      now = now.plusMillis(500);
      assertThat(send().turn()).isPresent();
    }

    assertThat(sendings.takings()).isLessThanOrEqualTo(12);
  }

  @Test
  void countsWhatOthersSentMeanwhile() {
    assertThat(send().turn()).isPresent();
    SendingGovernor other = governor();
    for (int i = 0; i < 3; i++) {
      assertThat(send(other, SendingPlan.NONE, "2@c.us", DAY).turn()).isPresent();
    }

    assertThat(turn(send())).isEqualTo(now.plusSeconds(2));
  }

  @Test
  void leavesWhatIsNoSendAlone() {
    ObjectNode fields = Json.MAPPER.createObjectNode().put("chatId", "1@c.us");

    assertThat(governor.admit(session, SendingPlan.NONE, READ, fields, DAY, Optional.empty()))
        .isEqualTo(Admission.FREE);
    assertThat(sendings.takings()).isZero();
  }

  @Test
  void refusesWhatWouldStartTooLateAndSaysWhenToComeAgain() {
    for (int i = 0; i < 6; i++) {
      assertThat(send(governor, SendingPlan.NONE, "1@c.us", Duration.ofSeconds(3)).turn())
          .isPresent();
    }

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> send(governor, SendingPlan.NONE, "1@c.us", Duration.ofSeconds(3)))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.TOO_MANY_REQUESTS);
          assertThat(failure.retryAfter()).contains(Duration.ofSeconds(1));
        });
    now = now.plusSeconds(1);
    assertThat(turn(send(governor, SendingPlan.NONE, "1@c.us", Duration.ofSeconds(3))))
        .isEqualTo(now.plusSeconds(3));
  }

  @Test
  void putsTheSessionsSettingsBeforeThePlansAndThoseBeforeTheInstallations() {
    SendingPlan plan = new SendingPlan(Optional.of(Duration.ofSeconds(9)), Optional.of(1), true);

    assertThat(pace(send())).isEqualTo(STANDARD);
    assertThat(pace(send(governor, plan, "1@c.us", DAY)))
        .isEqualTo(new Pace(Duration.ofSeconds(9), 1));
    set(settings(Optional.of(Duration.ofSeconds(5)), Optional.empty()));
    assertThat(pace(send(governor, plan, "1@c.us", DAY)))
        .isEqualTo(new Pace(Duration.ofSeconds(5), 1));
  }

  @Test
  void obeysSettingsFromTheNextSendOn() {
    assertThat(send().turn()).isPresent();
    set(settings(Optional.of(Duration.ZERO), Optional.empty()));

    assertThat(pace(send()).limits()).isFalse();
    assertThat(turn(send())).isEqualTo(now);
  }

  @Test
  void stopsWhileWhatsAppRestrictsTheAccountUnlessPlanOrSessionSaysOtherwise() {
    Instant end = now.plus(Duration.ofHours(2));
    SendingPlan goesOn = new SendingPlan(Optional.empty(), Optional.empty(), false);
    assertThat(stoppedUntil(SendingPlan.NONE, SEND, end)).contains(end);
    assertThat(stoppedUntil(SendingPlan.NONE, READ, end)).isEmpty();
    assertThat(stoppedUntil(goesOn, SEND, end)).isEmpty();

    set(stopping(true));
    assertThat(stoppedUntil(goesOn, SEND, end)).contains(end);
    set(stopping(false));
    assertThat(stoppedUntil(SendingPlan.NONE, SEND, end)).isEmpty();
    assertThat(send().turn().orElseThrow().stops()).isFalse();
  }

  @Test
  void holdsWhatARestrictionStopsUntilItsEnd() {
    Command.Turn turn = restricted(now.plus(Duration.ofHours(2))).turn().orElseThrow();

    assertThat(turn.heldUntil()).isEqualTo(now.plus(Duration.ofHours(2)));
    assertThat(turn.because()).isEqualTo(HeldBecause.RESTRICTION);
    assertThat(turn.notBefore()).isEqualTo(now); // it may go when the restriction is lifted early
    assertThat(turn.stops()).isTrue();
    assertThat(
            governor.wouldHold(
                session, SendingPlan.NONE, Optional.of(timelock(now.plus(Duration.ofHours(2))))))
        .contains(new Held(now.plus(Duration.ofHours(2)), HeldBecause.RESTRICTION));
  }

  @Test
  void refusesWhatARestrictionOutlastsAndSaysWhenToComeAgain() {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> restricted(now.plus(DAY).plusSeconds(60)))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.TOO_MANY_REQUESTS);
          assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
        });
    assertThat(sendings.takings()).isZero();
  }

  @Test
  void countsAnotherPaceFromItsPutOnWithoutANewBurst() {
    set(settings(Optional.of(Duration.ofMinutes(1)), Optional.empty()));
    for (int i = 0; i < 3; i++) {
      assertThat(send().turn()).isPresent();
    }
    assertThat(turn(send())).isEqualTo(now.plusSeconds(60));

    set(settings(Optional.of(Duration.ofSeconds(2)), Optional.empty()));

    assertThat(turn(send())).isEqualTo(now);
    assertThat(turn(send())).isEqualTo(now.plusSeconds(2));
  }

  @Test
  void keepsTheQueueOfSendsWhenThePaceStaysAsItIs() {
    for (int i = 0; i < 5; i++) {
      assertThat(send().turn()).isPresent();
    }
    set(settings(Optional.empty(), Optional.of(5)));

    assertThat(turn(send())).isEqualTo(now.plusSeconds(3));
  }

  @Test
  void letsNoSettingShortenWhatWhatsAppAskedFor() {
    Instant end = now.plus(Duration.ofHours(2));
    set(settings(Optional.of(Duration.ZERO), Optional.empty()));

    assertThat(stoppedUntil(SendingPlan.NONE, SEND, end)).contains(end);
    assertThat(restricted(end).turn().orElseThrow().heldUntil()).isEqualTo(end);
  }

  private void set(SendingSettings settings) {
    assertThat(governor.set(session, SendingPlan.NONE, settings)).isEqualTo(settings);
  }

  private Optional<Instant> stoppedUntil(SendingPlan plan, Operation operation, Instant end) {
    return governor.stoppedUntil(session, plan, operation, Optional.of(timelock(end)));
  }

  private Admission restricted(Instant end) {
    ObjectNode fields = Json.MAPPER.createObjectNode().put("chatId", "1@c.us");
    return governor.admit(session, SendingPlan.NONE, SEND, fields, DAY, Optional.of(end));
  }

  private static SendingSettings stopping(boolean stops) {
    return new SendingSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        ZoneOffset.UTC,
        Optional.of(stops));
  }

  @Test
  void warnsOfPeopleWhoWereNeverWrittenTo() {
    set(settings(Optional.of(Duration.ZERO), Optional.of(1)));

    assertThat(to("1@c.us").warnings()).isEmpty();
    assertThat(to("2@c.us").warnings()).containsExactly(Warning.NEW_PEOPLE);
    assertThat(to("1@c.us").warnings()).isEmpty();
    assertThat(to("3@g.us").warnings()).isEmpty();
    now = now.plus(Duration.ofHours(1)); // the next day
    assertThat(to("4@c.us").warnings()).isEmpty();
  }

  @Test
  void warnsOfTheHourInWhichAHeldSendGoes() {
    QuietHours midnight = new QuietHours(LocalTime.parse("00:00"), LocalTime.parse("06:00"));
    set(
        new SendingSettings(
            Optional.of(Duration.ofMinutes(20)),
            Optional.of(1),
            Optional.empty(),
            false,
            Optional.of(midnight),
            ZoneOffset.UTC,
            Optional.empty()));

    assertThat(send().warnings()).isEmpty(); // 23:30
    assertThat(send().warnings()).isEmpty(); // 23:50
    assertThat(send().warnings()).containsExactly(Warning.QUIET_HOURS); // 00:10
  }

  @Test
  void foreseesATurnWithoutTakingIt() {
    assertThat(wouldHold()).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(send().turn()).isPresent();
    }

    for (int i = 0; i < 2; i++) {
      assertThat(wouldHold()).contains(new Held(now.plusSeconds(1), HeldBecause.PACE));
    }
    assertThat(turn(send())).isEqualTo(now.plusSeconds(1));
  }

  private Optional<Held> wouldHold() {
    return governor.wouldHold(session, SendingPlan.NONE, Optional.empty());
  }

  private static Restriction timelock(Instant end) {
    return new Restriction(Optional.of(end), false, Optional.empty());
  }

  @Test
  void stopsForABanWhateverPlanAndSessionSay() {
    Instant end = now.plus(Duration.ofHours(2));
    Restriction ban = new Restriction(Optional.empty(), true, Optional.of(end));
    set(stopping(false));

    assertThat(governor.stoppedUntil(session, SendingPlan.NONE, SEND, Optional.of(ban)))
        .contains(end);
    assertThat(restricted(end).turn().orElseThrow().heldUntil()).isEqualTo(end);
    assertThat(governor.wouldHold(session, SendingPlan.NONE, Optional.of(ban)))
        .contains(new Held(end, HeldBecause.RESTRICTION));
  }

  private static SendingSettings settings(
      Optional<Duration> interval, Optional<Integer> newPeople) {
    return new SendingSettings(
        interval,
        Optional.empty(),
        newPeople,
        false,
        Optional.empty(),
        ZoneOffset.UTC,
        Optional.empty());
  }

  private Admission send() {
    return to("1@c.us");
  }

  private Admission to(String chat) {
    return send(governor, SendingPlan.NONE, chat, DAY);
  }

  private Admission send(
      SendingGovernor asked, SendingPlan plan, String chat, Duration startWithin) {
    ObjectNode fields = Json.MAPPER.createObjectNode().put("chatId", chat);
    return asked.admit(session, plan, SEND, fields, startWithin, Optional.empty());
  }

  private static Instant turn(Admission admission) {
    return admission.turn().map(Command.Turn::notBefore).orElseThrow();
  }

  private static Pace pace(Admission admission) {
    return admission.turn().map(Command.Turn::pace).orElseThrow();
  }
}
