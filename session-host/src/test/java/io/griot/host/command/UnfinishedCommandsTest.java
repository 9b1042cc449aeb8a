package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.command.CommandStateStore.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class UnfinishedCommandsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  private static final Generation GENERATION = new Generation(SESSION, Instant.EPOCH);

  private final MemoryQueue queue = new MemoryQueue(false);
  private final FakeCommandStateStore store = new FakeCommandStateStore();
  private final AtomicLong nanos = new AtomicLong();
  private final FakeHeldStore held = new FakeHeldStore();
  private final UnfinishedCommands left =
      new UnfinishedCommands(queue, store, held, GENERATION, nanos::get);

  private static Command command(int number) {
    return new Command(
        CommandId.ofIdempotencyKey(SESSION, "command " + number),
        SESSION,
        "send",
        Json.MAPPER.createObjectNode(),
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        1);
  }

  private Command queued(int number) {
    Command command = command(number);
    store.accept(command.id());
    queue.send(command, "chat");
    return command;
  }

  @Test
  void endsWhatNobodyStartedAsOneOfASessionThatIsNotThere() {
    for (int i = 0; i < 25; i++) {
      queued(i);
    }
    assertThat(left.end(DEADLINE)).isEqualTo(25);
    for (int i = 0; i < 25; i++) {
      assertThat(store.outcomeOf(command(i).id()))
          .contains(new Outcome.Failed(FailureCode.SESSION_NOT_FOUND));
    }
    assertThat(queue.deletedIds()).hasSize(25);
  }

  @Test
  void endsWhatIsHeldToo() {
    Command command = command(1);
    store.accept(command.id());
    HeldMessage one =
        new HeldMessage(
            1,
            command.id(),
            1,
            "chat",
            Instant.EPOCH,
            command.startBy(),
            Requires.CONNECTED,
            Optional.empty(),
            false);
    held.put(GENERATION, one, Json.write(command));
    assertThat(left.end(DEADLINE)).isEqualTo(1);
    assertThat(store.outcomeOf(command.id()))
        .contains(new Outcome.Failed(FailureCode.SESSION_NOT_FOUND));
    assertThat(held.all(GENERATION)).isEmpty();
  }

  @Test
  void doesNotClaimThatWhatWasStartedHadNoEffect() {
    Command command = queued(1);
    store.started(command.id(), 7);
    left.end(DEADLINE);
    assertThat(store.outcomeOf(command.id()))
        .contains(new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN));
  }

  @Test
  void doesNotClaimThatWhatMayHaveRunBeforeHadNoEffect() {
    Command command = queued(1);
    store.acceptAfterUnknown(command.id());
    left.end(DEADLINE);
    assertThat(store.outcomeOf(command.id()))
        .contains(new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN));
  }

  @Test
  void leavesAnOutcomeAsItIs() {
    Command command = queued(1);
    Outcome outcome = new Outcome.Failed(FailureCode.CHAT_NOT_FOUND);
    store.started(command.id(), 3);
    assertThat(store.finish(new Started(command.id(), 3, "theirs", 1), outcome)).isTrue();
    left.end(DEADLINE);
    assertThat(store.outcomeOf(command.id())).contains(outcome);
  }

  @Test
  void endsALargeCommandWithoutFetchingIt() {
    Command command = command(1);
    store.accept(command.id());
    queue.sendText(Json.writeClaimCheck(command.id()), command.id().value(), "chat");
    left.end(DEADLINE);
    assertThat(store.outcomeOf(command.id()))
        .contains(new Outcome.Failed(FailureCode.SESSION_NOT_FOUND));
  }

  @Test
  void goesOnAfterWhatIsNoCommand() {
    queue.sendText("nonsense", "nonsense", "chat");
    Command command = queued(1);
    assertThat(left.end(DEADLINE)).isEqualTo(2);
    assertThat(store.outcomeOf(command.id())).isPresent();
  }

  @Test
  void doesNotEndALaterAttemptByAMessageOfAnEarlierOne() {
    Command command = queued(1);
    store.accept(command.id(), 2);
    left.end(DEADLINE);
    assertThat(store.outcomeOf(command.id())).isEmpty();
  }

  @Test
  void keepsTheMessageOfACommandWhoseEndCannotBeStored() {
    Command command = queued(1);
    store.endsFail = true;
    assertThat(left.end(DEADLINE)).isEqualTo(1);
    assertThat(queue.deletedIds()).doesNotContain(command.id().value());
  }

  @Test
  void stopsAtItsDeadline() {
    queued(1);
    assertThat(left.end(Duration.ZERO)).isZero();
    assertThat(queue.deletedIds()).isEmpty();
  }
}
