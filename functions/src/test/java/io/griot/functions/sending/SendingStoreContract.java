package io.griot.functions.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Pace;
import io.griot.functions.sending.SendingStore.Send;
import io.griot.functions.sending.SendingStore.Taking;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The contract of every store of the state of sending: of the fake for unit tests, and of DynamoDB.
 */
public abstract class SendingStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-30");
  private static final Pace PACE = new Pace(Duration.ofSeconds(1), 2);
  private static final SendingSettings ALL =
      new SendingSettings(
          Optional.of(Duration.ofMillis(1500)),
          Optional.of(7),
          Optional.of(50),
          true,
          Optional.of(new QuietHours(LocalTime.parse("21:00"), LocalTime.parse("07:30"))),
          ZoneId.of("Africa/Ouagadougou"),
          Optional.of(false));

  private final String session = "session:" + UUID.randomUUID();

  protected abstract SendingStore sendings();

  @Test
  void knowsNothingOfASessionThatNeitherSentNorWasSet() {
    assertThat(sendings().find(session)).isEmpty();
  }

  @Test
  void setsASessionThatHasNotSent() {
    assertThat(set(NOW).nextAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void keepsSettingsWithTheirRevision() {
    SendingState set = sendings().set(session, ALL, Optional.empty());

    assertThat(set.settings()).isEqualTo(ALL);
    assertThat(set.revision()).isEqualTo(1);
    assertThat(sendings().find(session)).contains(set);

    SendingState none = sendings().set(session, SendingSettings.NONE, Optional.empty());
    assertThat(none.settings()).isEqualTo(SendingSettings.NONE);
    assertThat(none.revision()).isEqualTo(2);
  }

  @Test
  void movesTheTheoreticalArrivalByAnIntervalPerSend() {
    SendingState first = taken(SendingState.NONE, send(NOW));
    assertThat(first.nextAt()).isEqualTo(NOW.plusSeconds(1));

    SendingState second = taken(first, send(NOW));
    assertThat(second.nextAt()).isEqualTo(NOW.plusSeconds(2));

    // Seen busy, and busy still: how far ahead does not matter.
    SendingState third = taken(first, send(NOW));
    assertThat(third.nextAt()).isEqualTo(NOW.plusSeconds(3));

    SendingState later = taken(new SendingStateOf(third).idle(), send(NOW.plusSeconds(60)));
    assertThat(later.nextAt()).isEqualTo(NOW.plusSeconds(61));
    assertThat(later.sentToday()).isEqualTo(4);
  }

  @Test
  void takesNothingForWhatWasSeenOtherwise() {
    SendingState busy = taken(SendingState.NONE, send(NOW));

    assertThat(sendings().take(session, SendingState.NONE, send(NOW)))
        .isEqualTo(new Taking.Differs(busy));
    SendingState set = sendings().set(session, ALL, Optional.empty());
    assertThat(sendings().take(session, busy, send(NOW))).isEqualTo(new Taking.Differs(set));
    assertThat(sendings().find(session)).contains(set);
  }

  @Test
  void bringsAnArrivalThatIsTooFarAheadDownWithNewSettings() {
    SendingState state = SendingState.NONE;
    for (int i = 0; i < 9; i++) {
      state = taken(state, send(NOW));
    }

    assertThat(set(NOW.plusSeconds(20)).nextAt()).isEqualTo(NOW.plusSeconds(9));
    assertThat(set(NOW.plusSeconds(9)).nextAt()).isEqualTo(NOW.plusSeconds(9));
    SendingState set = set(NOW.plusSeconds(4));
    assertThat(set.nextAt()).isEqualTo(NOW.plusSeconds(4));
    assertThat(set.settings()).isEqualTo(ALL);
    assertThat(set.revision()).isEqualTo(3);
    assertThat(set.sentToday()).isEqualTo(9);
    assertThat(sendings().find(session)).contains(set);
  }

  private SendingState set(Instant furthest) {
    return sendings().set(session, ALL, Optional.of(furthest));
  }

  @Test
  void takesNoTurnThatWouldComeTooLate() {
    SendingState state = SendingState.NONE;
    for (int i = 0; i < 3; i++) {
      state = taken(state, send(NOW)); // at once, at once, a second later
    }
    Send hasty = new Send(PACE, NOW, TODAY, NOW.plusSeconds(1), false);
    Send patient = new Send(PACE, NOW, TODAY, NOW.plusSeconds(2), false);

    assertThat(hasty.isTooLate(state)).isTrue();
    assertThat(sendings().take(session, state, hasty)).isEqualTo(new Taking.Differs(state));
    assertThat(patient.isTooLate(state)).isFalse();
    assertThat(taken(state, patient).nextAt()).isEqualTo(NOW.plusSeconds(4));
  }

  @Test
  void countsEachDayByItself() {
    Send newPerson = new Send(PACE, NOW, TODAY, NOW.plusSeconds(60), true);
    SendingState two = taken(taken(SendingState.NONE, newPerson), newPerson);
    assertThat(two.sentToday()).isEqualTo(2);
    assertThat(two.newToday()).isEqualTo(2);

    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    Send next = new Send(PACE, tomorrow, TODAY.plusDays(1), tomorrow.plusSeconds(60), false);
    SendingState one = taken(two, next);

    assertThat(one.day()).contains(TODAY.plusDays(1));
    assertThat(one.sentToday()).isEqualTo(1);
    assertThat(one.newToday()).isEqualTo(0);
  }

  @Test
  void countsWhatKeepsNoPaceAndLeavesThePaceAlone() {
    SendingState paced = taken(SendingState.NONE, send(NOW));

    SendingState free = taken(paced, new Send(Pace.NONE, NOW, TODAY, NOW.plusSeconds(60), false));

    assertThat(free.nextAt()).isEqualTo(paced.nextAt());
    assertThat(free.sentToday()).isEqualTo(2);
  }

  @Test
  void remembersSomebodyForATime() {
    String person = "person:" + UUID.randomUUID();
    Instant until = NOW.plus(Duration.ofDays(365));

    assertThat(sendings().isFirst(person, NOW, until)).isTrue();
    assertThat(sendings().isFirst(person, NOW.plusSeconds(1), until)).isFalse();
    assertThat(sendings().isFirst(person, until, until.plusSeconds(9))).isTrue();
  }

  private SendingState taken(SendingState seen, Send send) {
    assertThat(sendings().take(session, seen, send)).isInstanceOf(Taking.Taken.class);
    return sendings().find(session).orElseThrow();
  }

  private static Send send(Instant at) {
    return new Send(PACE, at, TODAY, at.plusSeconds(60), false);
  }

  /** A state as it is seen a while later. */
  private record SendingStateOf(SendingState state) {
    SendingState idle() {
      return new SendingState(
          state.settings(),
          state.revision(),
          Instant.EPOCH,
          state.day(),
          state.sentToday(),
          state.newToday());
    }
  }
}
