package io.griot.host.command;

import static io.griot.host.command.CommandFixture.TOKEN;
import static io.griot.host.command.CommandFixture.absent;
import static io.griot.host.command.CommandFixture.answer;
import static io.griot.host.command.CommandFixture.fail;
import static io.griot.host.command.RunnerFixture.NOW;
import static io.griot.host.command.RunnerFixture.command;
import static io.griot.host.command.RunnerFixture.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.Command;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.host.bridge.FakePage;
import io.griot.host.command.CommandRunner.MessageAction;
import io.griot.host.command.CommandStateStore.Found;
import io.griot.host.command.FakeCommandStateStore.Trouble;
import io.griot.host.media.CommandMedia;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tests that a command that was started before, or whose lease is lost, takes effect at most once.
 */
@Timeout(300)
final class CommandStartTest {
  private final RunnerFixture commands = new RunnerFixture();
  private final CommandFixture host = commands.host;

  @Test
  void repeatsAnInterruptedRepeatableCommand() throws Exception {
    host.connect();
    Command command = command(Operations.SEND);
    host.store.started(command.id(), TOKEN - 1);
    Future<MessageAction> action = commands.running(command);
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
    assertThat(host.store.found(command.id()).map(Found::starts)).contains(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"SESSION_NOT_CONNECTED", "TOO_MANY_REQUESTS", "OVERLOADED"})
  void doesNotBelieveThePageThatNothingHappenedAfterAnEarlierStart(FailureCode code)
      throws Exception {
    host.connect();
    Command send = command(Operations.SEND);
    host.store.started(send.id(), TOKEN - 1);
    Command read = command(Operations.READ);
    host.store.started(read.id(), TOKEN - 1);
    for (Command command : List.of(send, read)) {
      Future<MessageAction> action = commands.running(command);
      fail(host.nextCall(), code);
      assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    }
    assertThat(host.failureOf(send)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(host.failureOf(read)).isEqualTo(code);
  }

  @Test
  void believesThePageWhatDoesNotSayThatNothingHappened() throws Exception {
    host.connect();
    Command send = command(Operations.SEND);
    host.store.started(send.id(), TOKEN - 1);
    Future<MessageAction> action = commands.running(send);
    fail(host.nextCall(), FailureCode.REFUSED_BY_WHATSAPP);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(send)).isEqualTo(FailureCode.REFUSED_BY_WHATSAPP);
  }

  @Test
  void endsAnInterruptedCommandThatIsNotRepeatableAsUnknown() throws Exception {
    host.connect();
    Command command = command(Operations.REACT);
    host.store.started(command.id(), TOKEN - 1);
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void doesNotCountTheStartsOfHostsThatLeft() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    FakePage.Call call = host.nextCall();
    host.gate.close();
    absent(call);
    assertThat(end(action)).isEqualTo(MessageAction.LEAVE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.STARTED);
    assertThat(host.store.found(command.id()).map(Found::starts)).contains(0);
  }

  @Test
  void doesNotCountAStartThatItsHostsEndInterrupted() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    host.nextCall();
    assertThat(action.cancel(true)).isTrue();
    while (host.store.found(command.id()).map(Found::starts).orElse(0) != 0) {
      Thread.onSpinWait();
    }
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.STARTED);
  }

  @Test
  void givesUpWhatTookItsHostDownTooOften() throws Exception {
    host.connect();
    Command command = command(Operations.SEND);
    host.store.put(
        command.id(),
        FakeCommandStateStore.item(
            CommandStatus.STARTED, 1, TOKEN - 1, "theirs", CommandItem.MAX_STARTS));
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void callsWhatAClaimStartedThatTheSdkRepeated() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.REACT);
    host.store.startsMeet(Trouble.REPEATED);
    Future<MessageAction> action = commands.running(command);
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void callsOnItsNextDeliveryWhatAClaimStartedWhoseAnswerNeverCame() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.REACT);
    host.store.startsMeet(Trouble.ANSWER_LOST);
    assertThatThrownBy(() -> commands.run(command)).isInstanceOf(SdkException.class);
    Future<MessageAction> action = commands.running(command);
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void storesOnItsNextDeliveryAnOutcomeThatCouldNotBeStored() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.REACT);
    host.store.finishesMeet(Trouble.FAILS);
    Future<MessageAction> action = commands.running(command);
    answer(host.nextCall());
    assertThatThrownBy(() -> end(action)).hasCauseInstanceOf(SdkException.class);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.STARTED);
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
    assertThat(host.page.calls).isEmpty();
    assertThat(host.usage.total().commands()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {Operations.SEND, Operations.READ, Operations.SCREENSHOT, "new"})
  void neverClaimsUnderAStaleToken(String operation) throws Exception {
    host.connect();
    Command command = commands.accepted(operation);
    host.store.giveSession("host-b", TOKEN + 1);
    assertThat(commands.run(command)).isEqualTo(MessageAction.LATER);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.ACCEPTED);
    assertThat(host.page.calls).isEmpty();
    assertThat(host.lease.isHeldAt(0)).isFalse();
  }

  @Test
  void doesNotCallThePageOnceItsLeaseIsNotHeld() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    host.media =
        it -> {
          commands.heartbeatHolds = false;
          return new CommandMedia.Taken(it, List.of());
        };
    assertThat(commands.run(command)).isEqualTo(MessageAction.LATER);
    assertThat(host.page.calls).isEmpty();
    assertThat(host.store.outcomeOf(command.id())).isEmpty();
  }

  @Test
  void saysNothingOfAnOutcomeOnceItsLeaseIsNotHeld() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    FakePage.Call call = host.nextCall();
    commands.heartbeatHolds = false;
    answer(call);
    assertThat(end(action)).isEqualTo(MessageAction.LATER);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.STARTED);
    assertThat(host.metrics.take().succeeded()).isZero();
  }

  @Test
  void refusesCompletionWhenANewerLeaseTookTheCommandMeanwhile() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    FakePage.Call call = host.nextCall();
    host.store.started(command.id(), TOKEN + 1);
    answer(call);
    assertThat(end(action)).isEqualTo(MessageAction.LATER);
    assertThat(host.store.outcomeOf(command.id())).isEmpty();
  }

  @Test
  void onlyDeletesTheMessageOfAFinishedCommand() throws Exception {
    host.connect();
    Command command = command(Operations.SEND);
    host.store.put(
        command.id(), FakeCommandStateStore.item(CommandStatus.SUCCEEDED, 1, 3, "theirs", 1));
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void onlyDeletesTheMessageOfAnEarlierAttempt() throws Exception {
    host.connect();
    Command command = command(Operations.SEND);
    host.store.accept(command.id(), 2);
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.ACCEPTED);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void doesNotSayThatAnInterruptedWriteExpired() throws Exception {
    host.connect();
    Command send = command(Operations.SEND, NOW.minusMillis(1));
    host.store.started(send.id(), TOKEN - 1);
    assertThat(commands.run(send)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(send)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    Command read = command(Operations.READ, NOW.minusMillis(1));
    host.store.started(read.id(), TOKEN - 1);
    assertThat(commands.run(read)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(read)).isEqualTo(FailureCode.EXPIRED);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void doesNotSayThatNothingHappenedWhenAnEarlierAttemptMayHaveDoneIt() throws Exception {
    host.connect();
    Command late = command(Operations.SEND, NOW.minusMillis(1));
    host.store.acceptAfterUnknown(late.id());
    assertThat(commands.run(late)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(late)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);

    Command refused = command(Operations.SEND);
    host.store.acceptAfterUnknown(refused.id());
    Future<MessageAction> action = commands.running(refused);
    fail(host.nextCall(), FailureCode.TOO_MANY_REQUESTS);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(refused)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }
}
