package io.griot.functions.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.Pace;
import io.griot.contract.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every store of commands: of the fake for unit tests, and of DynamoDB. */
public abstract class SubmissionStoreContract {
  private static final Requester AWA = new Requester(new CustomerId("awa"), Environment.TEST);
  private static final Instant ACCEPTED_AT = Instant.parse("2026-10-01T12:00:00Z");
  private static final SessionId SESSION = new SessionId("s".repeat(26));

  protected abstract SubmissionStore commands();

  /** Does what a host does when it starts a command. */
  protected abstract void start(CommandId id);

  /** Does what a host does when a command fails. */
  protected abstract void fail(CommandId id, FailureCode code);

  /** An id that no other test uses. */
  protected abstract CommandId id();

  @Test
  void storesACommandOnce() {
    Command command = command(id(), 1);

    assertThat(commands().accept(command, AWA, "f", Optional.empty())).isEmpty();
    Optional<StoredCommand> again = commands().accept(command, AWA, "other", Optional.empty());

    assertThat(again)
        .contains(
            new StoredCommand(
                command.id(),
                AWA,
                command.session(),
                "f",
                CommandStatus.ACCEPTED,
                1,
                command.acceptedAt(),
                command.startBy(),
                Optional.empty()));
    assertThat(found(command.id())).isEqualTo(again.orElseThrow());
  }

  @Test
  void storesUntilWhenACommandIsHeldAnewWithEachAttempt() {
    CommandId id = id();
    Instant turn = ACCEPTED_AT.plusSeconds(90);
    Optional<Command.Turn> held =
        Optional.of(new Command.Turn(turn, new Pace(Duration.ofSeconds(1), 20)));
    assertThat(commands().accept(command(id, 1).inAttempt(1, held), AWA, "f", Optional.empty()))
        .isEmpty();

    assertThat(found(id).held()).contains(new Held(turn, HeldBecause.PACE));
    assertThat(found(id).heldAt(turn.minusMillis(1))).isPresent();
    assertThat(found(id).heldAt(turn)).isEmpty();

    fail(id, FailureCode.TOO_MANY_REQUESTS);
    assertThat(commands().acceptAgain(command(id, 2), found(id), Optional.empty())).isTrue();
    assertThat(found(id).held()).isEmpty();
  }

  @Test
  void storesTheNextAttemptOfWhatFailedOnce() {
    CommandId id = id();
    assertThat(commands().accept(command(id, 1), AWA, "f", Optional.empty())).isEmpty();
    start(id);
    fail(id, FailureCode.TOO_MANY_REQUESTS);
    StoredCommand failed = found(id);

    assertThat(commands().acceptAgain(command(id, 2), failed, Optional.empty())).isTrue();
    assertThat(commands().acceptAgain(command(id, 2), failed, Optional.empty())).isFalse();

    StoredCommand again = found(id);
    assertThat(again.status()).isEqualTo(CommandStatus.ACCEPTED);
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.outcome()).isEmpty();
    assertThat(again.fingerprint()).isEqualTo("f");
  }

  @Test
  void triesNothingAgainThatWasTriedAgainAndFailedTheSameWay() {
    CommandId id = id();
    assertThat(commands().accept(command(id, 1), AWA, "f", Optional.empty())).isEmpty();
    fail(id, FailureCode.OVERLOADED);
    StoredCommand first = found(id);
    assertThat(commands().acceptAgain(command(id, 2), first, Optional.empty())).isTrue();
    fail(id, FailureCode.OVERLOADED);

    assertThat(commands().acceptAgain(command(id, 2), first, Optional.empty())).isFalse();
    assertThat(found(id).attempt()).isEqualTo(2);
  }

  @Test
  void expiresOnlyWhatNobodyStarted() {
    CommandId waiting = id();
    CommandId started = id();
    assertThat(commands().accept(command(waiting, 1), AWA, "f", Optional.empty())).isEmpty();
    assertThat(commands().accept(command(started, 1), AWA, "f", Optional.empty())).isEmpty();
    start(started);

    assertThat(commands().expire(waiting, 2)).isFalse();
    assertThat(commands().expire(waiting, 1)).isTrue();
    assertThat(commands().expire(waiting, 1)).isFalse();
    assertThat(commands().expire(started, 1)).isFalse();

    assertThat(found(waiting).outcome()).contains(new Outcome.Failed(FailureCode.EXPIRED, ""));
    assertThat(found(started).status()).isEqualTo(CommandStatus.STARTED);
  }

  @Test
  void movesTheLastMomentToStartOnlyOfWhatNobodyStarted() {
    CommandId waiting = id();
    CommandId started = id();
    assertThat(commands().accept(command(waiting, 1), AWA, "f", Optional.empty())).isEmpty();
    assertThat(commands().accept(command(started, 1), AWA, "f", Optional.empty())).isEmpty();
    start(started);
    Instant later = ACCEPTED_AT.plus(Duration.ofHours(2));

    assertThat(commands().move(waiting, 2, later)).isFalse();
    assertThat(commands().move(waiting, 1, later)).isTrue();
    assertThat(commands().move(started, 1, later)).isFalse();

    assertThat(found(waiting).startBy()).isEqualTo(later);
    assertThat(found(started).startBy()).isEqualTo(ACCEPTED_AT.plus(Duration.ofHours(1)));
  }

  @Test
  void neverSaysThatNothingHappenedAfterAnAttemptThatMayHaveRun() {
    CommandId id = id();
    assertThat(commands().accept(command(id, 1), AWA, "f", Optional.empty())).isEmpty();
    start(id);
    fail(id, FailureCode.OUTCOME_UNKNOWN);
    for (int attempt = 2; attempt <= 3; attempt++) {
      assertThat(commands().acceptAgain(command(id, attempt), found(id), Optional.empty()))
          .isTrue();

      assertThat(commands().expire(id, attempt)).isTrue();
      assertThat(commands().expire(id, attempt)).isFalse();

      assertThat(found(id).outcome()).contains(new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN, ""));
    }
  }

  private StoredCommand found(CommandId id) {
    return commands().find(List.of(id)).getFirst();
  }

  private static Command command(CommandId id, int attempt) {
    return new Command(
        id,
        SESSION,
        "clientSendMessage",
        Json.MAPPER.createObjectNode(),
        ACCEPTED_AT,
        ACCEPTED_AT.plus(Duration.ofHours(1)),
        attempt);
  }
}
