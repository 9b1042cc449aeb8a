package io.griot.host.command;

import static io.griot.host.command.CommandFixture.absent;
import static io.griot.host.command.CommandFixture.answer;
import static io.griot.host.command.CommandFixture.crash;
import static io.griot.host.command.RunnerFixture.NOW;
import static io.griot.host.command.RunnerFixture.command;
import static io.griot.host.command.RunnerFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Outcome;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.command.CommandRunner.MessageAction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests commands whose page is lost while they are under way. */
@Timeout(300)
final class LostPageTest {
  private final RunnerFixture commands = new RunnerFixture();
  private final CommandFixture host = commands.host;
  private final PageWork impatient = host.work(Duration.ofMillis(1));

  @Test
  void repeatsARepeatableCommandWhosePageWentWithItsAnswer() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    host.page.kept = new byte[0];
    host.nextCall()
        .answer()
        .complete("{\"ok\":true,\"pageMs\":1,\"kept\":{\"isJson\":true,\"bytes\":9}}");
    host.connect();
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void repeatsARepeatableCommandWhosePageWentUnderWay() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    crash(host.nextCall());
    host.connect();
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void doesNotRepeatWhatIsNotRepeatableWhenItsPageWentUnderWay() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.REACT);
    Future<MessageAction> action = commands.running(command);
    crash(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void freesTheKeyOfWhatWasNeverCalledBecauseThePageWasNotThere() throws Exception {
    Command command = commands.accepted(Operations.SEND);
    host.connect();
    Future<MessageAction> action = commands.running(command);
    for (int attempt = 1; attempt < PageWork.MAX_ATTEMPTS; attempt++) {
      absent(host.nextCall());
      host.connect();
    }
    absent(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void doesNotSayThatNothingHappenedWhenAnEarlierCallMayHaveDoneIt() throws Exception {
    Command command = commands.accepted(Operations.SEND);
    host.connect();
    Future<MessageAction> action = commands.running(command);
    crash(host.nextCall());
    host.connect();
    absent(host.nextCall());
    host.connect();
    absent(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void doesNotSayThatNothingHappenedWhenItsDeviceIsGoneAfterACall() throws Exception {
    Command command = commands.accepted(Operations.SEND);
    host.connect();
    Future<MessageAction> action = commands.running(command);
    crash(host.nextCall());
    host.gate.set(host.bridge(), Standing.NOT_CONNECTED);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void endsWhatWasNeverCalledAndCannotBeRepeatedWhenTheGateCloses() throws Exception {
    host.connect();
    Command react = commands.accepted(Operations.REACT);
    Command send = commands.accepted(Operations.SEND);
    Future<MessageAction> reacts = commands.running(react);
    FakePage.Call first = host.nextCall();
    Future<MessageAction> sends = commands.running(send);
    FakePage.Call second = host.nextCall();
    host.gate.close();
    absent(first);
    absent(second);
    assertThat(end(reacts)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(react)).isEqualTo(FailureCode.OVERLOADED);
    assertThat(end(sends)).isEqualTo(MessageAction.LEAVE);
    assertThat(host.statusOf(send)).isEqualTo(CommandStatus.STARTED);
  }

  @Test
  void doesNotWaitWithoutEndForThePageThatWentUnderWay() throws Exception {
    host.connect();
    PageBridge lost = host.bridge();
    host.gate.set(lost, Standing.CONNECTED);
    PageWork.Task late =
        new PageWork.Task(
            command(Operations.SEND, NOW.minusMillis(1)),
            Operations.byId(Operations.SEND).orElseThrow(),
            false,
            alone());
    Callable<Optional<Outcome>> work = () -> impatient.run(late, Optional.of(lost));
    FutureTask<Optional<Outcome>> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    absent(host.nextCall());
    assertThat(task.get(60, TimeUnit.SECONDS)).contains(new Outcome.Failed(FailureCode.OVERLOADED));
  }

  @Test
  void waitsForThePageThatWentUnderWayWhileItsCommandMayStart() throws Exception {
    PageBridge lost = host.bridge();
    host.gate.set(lost, Standing.CONNECTED);
    PageWork.Task early =
        new PageWork.Task(
            command(Operations.SEND),
            Operations.byId(Operations.SEND).orElseThrow(),
            false,
            alone());
    Callable<Optional<Outcome>> work = () -> impatient.run(early, Optional.of(lost));
    FutureTask<Optional<Outcome>> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    absent(host.nextCall());
    while (host.gate.await(SessionGate.Demand.of(Requires.PAGE), Duration.ZERO).isPresent()) {
      Thread.onSpinWait();
    }
    host.connect();
    answer(host.nextCall());
    assertThat(task.get(60, TimeUnit.SECONDS))
        .hasValueSatisfying(end -> assertThat(end).isInstanceOf(Outcome.Succeeded.class));
  }

  @Test
  void letsAReadBeTriedAgainWhosePageIsLostEachTime() throws Exception {
    Command command = commands.accepted(Operations.READ);
    host.connect();
    Future<MessageAction> action = commands.running(command);
    for (int attempt = 1; attempt <= PageWork.MAX_ATTEMPTS; attempt++) {
      crash(host.nextCall());
      host.connect();
    }
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void doesNotKnowWhatAStoppedPageDidToAWriteAndLetsAReadBeTriedAgain() {
    assertThat(task(Operations.SEND).unknown())
        .isEqualTo(new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN));
    assertThat(task(Operations.READ).unknown())
        .isEqualTo(new Outcome.Failed(FailureCode.OVERLOADED));
  }

  private static PageWork.Task task(String operation) {
    return new PageWork.Task(
        command(operation), Operations.byId(operation).orElseThrow(), false, alone());
  }

  private static GroupOrder.Place alone() {
    return GroupOrder.alone(command(Operations.SEND).id());
  }
}
