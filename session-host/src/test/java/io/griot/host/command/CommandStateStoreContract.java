package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.command.CommandStateStore.Found;
import io.griot.host.command.CommandStateStore.Result;
import io.griot.host.command.CommandStateStore.Start;
import io.griot.host.command.CommandStateStore.Started;
import io.griot.host.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every store of command states, the fake included. */
abstract class CommandStateStoreContract {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));
  private static final Instant START_BY = Instant.ofEpochMilli(5_000);
  private static final Outcome DONE =
      new Outcome.Succeeded(Json.MAPPER.createObjectNode().put("success", true), Duration.ZERO);

  private final Lease lease = lease("host-a", 7);
  private final CommandId one = CommandId.ofIdempotencyKey(SESSION, "one");
  private final CommandId two = CommandId.ofIdempotencyKey(SESSION, "two");

  /** The store, empty before each test. */
  abstract CommandStateStore store();

  abstract void giveSession(SessionId session, String owner, long token);

  abstract void put(CommandId command, Found found);

  abstract Optional<Found> found(CommandId command);

  /** The failure code; empty for a command that has not failed. */
  abstract Optional<FailureCode> failureOf(CommandId command);

  private static Lease lease(String owner, long token) {
    return new Lease(SESSION, owner, token, nanos -> true);
  }

  private static Found accepted(int attempt) {
    return FakeCommandStateStore.item(CommandStatus.ACCEPTED, attempt, 0, "", 0);
  }

  private static Found started(long token, String nonce, int starts) {
    return FakeCommandStateStore.item(CommandStatus.STARTED, 1, token, nonce, starts);
  }

  private static Start start(CommandId command, String nonce) {
    return new Start(command, 1, START_BY, nonce, Optional.empty());
  }

  @BeforeEach
  void giveTheSession() {
    giveSession(SESSION, "host-a", 7);
  }

  @Test
  void startsAcceptedCommandsTogether() {
    put(one, accepted(1));
    put(two, accepted(1));
    assertThat(store().start(lease, List.of(start(one, "n1"), start(two, "n2"))))
        .isEqualTo(new Result.Done());
    assertThat(found(one)).contains(started(7, "n1", 1));
    assertThat(found(two)).contains(started(7, "n2", 1));
  }

  @Test
  void refusesToStartWithAStaleToken() {
    put(one, accepted(1));
    giveSession(SESSION, "host-a", 8);
    assertThat(store().start(lease, List.of(start(one, "n1")))).isEqualTo(new Result.LeaseLost());
    assertThat(found(one)).contains(accepted(1));
  }

  @Test
  void refusesToStartForAnotherOwner() {
    put(one, accepted(1));
    assertThat(store().start(lease("host-b", 7), List.of(start(one, "n1"))))
        .isEqualTo(new Result.LeaseLost());
    assertThat(found(one)).contains(accepted(1));
  }

  @Test
  void startsNoneWhenOneIsNotAsExpected() {
    put(one, accepted(1));
    put(two, started(6, "theirs", 2));
    assertThat(store().start(lease, List.of(start(one, "n1"), start(two, "n2"))))
        .isEqualTo(new Result.Differs(Map.of(two, Optional.of(started(6, "theirs", 2)))));
    assertThat(found(one)).contains(accepted(1));
  }

  @Test
  void saysThatThereIsNoSuchCommand() {
    assertThat(store().start(lease, List.of(start(one, "n1"))))
        .isEqualTo(new Result.Differs(Map.of(one, Optional.empty())));
    assertThat(found(one)).isEmpty();
  }

  @Test
  void refusesToStartForAMessageOfAnotherAttempt() {
    put(one, accepted(2));
    assertThat(store().start(lease, List.of(start(one, "n1"))))
        .isEqualTo(new Result.Differs(Map.of(one, Optional.of(accepted(2)))));
    assertThat(store().start(lease, List.of(new Start(one, 2, START_BY, "n1", Optional.empty()))))
        .isEqualTo(new Result.Done());
    assertThat(found(one))
        .contains(FakeCommandStateStore.item(CommandStatus.STARTED, 2, 7, "n1", 1));
  }

  @Test
  void startsAgainWhatIsStillAsItWasFound() {
    Found before = started(6, "theirs", 2);
    put(one, before);
    Start again = new Start(one, 1, START_BY, "n1", Optional.of(before));
    assertThat(store().start(lease, List.of(again))).isEqualTo(new Result.Done());
    assertThat(found(one)).contains(started(7, "n1", 3));
    assertThat(store().start(lease, List.of(again)))
        .isEqualTo(new Result.Differs(Map.of(one, Optional.of(started(7, "n1", 3)))));
  }

  @Test
  void startsAgainWhatWasStartedWithoutANonce() {
    Found before = started(6, "", 0);
    put(one, before);
    assertThat(
            store().start(lease, List.of(new Start(one, 1, START_BY, "n1", Optional.of(before)))))
        .isEqualTo(new Result.Done());
    assertThat(found(one)).contains(started(7, "n1", 1));
  }

  @Test
  void doesNotCountAStartWhoseHostLeft() {
    put(one, accepted(1));
    assertThat(store().start(lease, List.of(start(one, "n1")))).isEqualTo(new Result.Done());
    store().leave(new Started(one, 7, "n0", 1));
    store().leave(new Started(one, 6, "n1", 1));
    assertThat(found(one)).contains(started(7, "n1", 1));
    store().leave(new Started(one, 7, "n1", 1));
    assertThat(found(one)).contains(started(7, "n1", 0));
    Start again = new Start(one, 1, START_BY, "n2", found(one));
    assertThat(store().start(lease, List.of(again))).isEqualTo(new Result.Done());
    assertThat(found(one)).contains(started(7, "n2", 1));
  }

  @Test
  void leavesNothingThatHasEnded() {
    put(one, started(7, "n1", 1));
    assertThat(store().finish(new Started(one, 7, "n1", 1), DONE)).isTrue();
    store().leave(new Started(one, 7, "n1", 1));
    assertThat(found(one).map(Found::status)).contains(CommandStatus.SUCCEEDED);
    assertThat(found(one).map(Found::starts)).contains(1);
  }

  @Test
  void storesTheOutcomeOfItsOwnStartOnly() {
    put(one, started(7, "n1", 1));
    assertThat(store().finish(new Started(one, 6, "n1", 1), DONE)).isFalse();
    assertThat(store().finish(new Started(one, 7, "n0", 1), DONE)).isFalse();
    assertThat(found(one)).contains(started(7, "n1", 1));
    assertThat(store().finish(new Started(one, 7, "n1", 1), DONE)).isTrue();
    assertThat(found(one).map(Found::status)).contains(CommandStatus.SUCCEEDED);
  }

  @Test
  void countsAnOutcomeThatItStoredBeforeAsStored() {
    put(one, started(7, "n1", 1));
    assertThat(store().finish(new Started(one, 7, "n1", 1), DONE)).isTrue();
    assertThat(store().finish(new Started(one, 7, "n1", 1), DONE)).isTrue();
    assertThat(store().finish(new Started(one, 7, "n2", 1), DONE)).isFalse();
  }

  @Test
  void storesWhyACommandFailed() {
    put(one, started(7, "n1", 1));
    Outcome failure = new Outcome.Failed(FailureCode.MEDIA_TOO_SLOW, "media: took longer");
    assertThat(store().finish(new Started(one, 7, "n1", 1), failure)).isTrue();
    assertThat(found(one).map(Found::status)).contains(CommandStatus.FAILED);
    assertThat(failureOf(one)).contains(FailureCode.MEDIA_TOO_SLOW);
  }

  @Test
  void startsAtOnceWhatMayStartAsLongAsItsMessageSays() {
    put(one, acceptedUntil(START_BY));
    assertThat(store().start(lease, List.of(start(one, "n1")))).isEqualTo(new Result.Done());
  }

  @Test
  void tellsWhatIsStoredWhereTheMessageDoesNotKnowIt() {
    Found moved = acceptedUntil(START_BY.plusSeconds(1));
    put(one, moved);
    put(two, acceptedAfterUnknown());
    assertThat(store().start(lease, List.of(start(one, "n1"), start(two, "n2"))))
        .isEqualTo(
            new Result.Differs(
                Map.of(one, Optional.of(moved), two, Optional.of(acceptedAfterUnknown()))));
    Start after = new Start(two, 1, START_BY, "n2", Optional.of(acceptedAfterUnknown()));
    assertThat(store().start(lease, List.of(after))).isEqualTo(new Result.Done());
    assertThat(found(two))
        .contains(new Found(CommandStatus.STARTED, 1, 7, "n2", 1, true, Optional.empty()));
  }

  @Test
  void startsNothingWhoseLastMomentToStartWasMovedMeanwhile() {
    Found moved = acceptedUntil(START_BY.plusSeconds(1));
    put(one, moved);
    Start late = new Start(one, 1, START_BY, "n1", Optional.of(acceptedUntil(START_BY)));
    assertThat(store().start(lease, List.of(late)))
        .isEqualTo(new Result.Differs(Map.of(one, Optional.of(moved))));
  }

  private static Found acceptedUntil(Instant startBy) {
    return new Found(CommandStatus.ACCEPTED, 1, 0, "", 0, false, Optional.of(startBy));
  }

  private static Found acceptedAfterUnknown() {
    return new Found(CommandStatus.ACCEPTED, 1, 0, "", 0, true, Optional.empty());
  }

  @Test
  void endsWhatNoHostWillRun() {
    put(one, accepted(2));
    assertThat(end(OptionalInt.of(1))).isEmpty();
    assertThat(end(OptionalInt.of(2))).contains(FailureCode.SESSION_NOT_FOUND);
    assertThat(failureOf(one)).contains(FailureCode.SESSION_NOT_FOUND);
    assertThat(end(OptionalInt.empty())).isEmpty();
    assertThat(failureOf(one)).contains(FailureCode.SESSION_NOT_FOUND);
  }

  @Test
  void doesNotSayThatNothingHappenedOfWhatMayHaveRun() {
    for (Found found : List.of(started(7, "n1", 1), acceptedAfterUnknown())) {
      put(one, found);
      assertThat(end(OptionalInt.of(1))).contains(FailureCode.OUTCOME_UNKNOWN);
      assertThat(failureOf(one)).contains(FailureCode.OUTCOME_UNKNOWN);
    }
  }

  private Optional<FailureCode> end(OptionalInt attempt) {
    return store().end(one, attempt, FailureCode.SESSION_NOT_FOUND);
  }
}
