package io.griot.host.command;

import static io.griot.host.command.CommandFixture.answer;
import static io.griot.host.command.CommandFixture.fail;
import static io.griot.host.command.RunnerFixture.NOW;
import static io.griot.host.command.RunnerFixture.command;
import static io.griot.host.command.RunnerFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.AnswerFile;
import io.griot.contract.Command;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.dynamo.usage.Usage;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.command.CommandRunner.MessageAction;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(300)
final class CommandRunnerTest {
  private final RunnerFixture commands = new RunnerFixture();
  private final CommandFixture host = commands.host;

  @Test
  void storesThePagesAnswer() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.store.outcomeOf(command.id()))
        .contains(
            new Outcome.Succeeded(
                Json.MAPPER.createObjectNode().put("success", true), Duration.ofNanos(1_500_000)));
  }

  @Test
  void tellsThePageWhichMessageToMakeAndHowLongItMayTake() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    FakePage.Call call = host.nextCall();
    var ids = call.request().path("context");
    assertThat(ids.path("messageId").asText()).isEqualTo(command.id().messageId());
    assertThat(ids.path("deadlineMs").asLong()).isEqualTo(60_000);
    answer(call);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
  }

  @Test
  void filesAnAnswerThatThePageKeeps() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.SEND);
    host.page.kept = new byte[2_000_000];
    new Random(1).nextBytes(host.page.kept);
    Future<MessageAction> action = commands.running(command);
    host.nextCall()
        .answer()
        .complete(
            "{\"ok\":true,\"pageMs\":1,\"kept\":"
                + "{\"isJson\":false,\"bytes\":2000000,\"mimetype\":\"video/mp4\"}}");
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.store.outcomeOf(command.id()))
        .contains(
            new Outcome.Filed(
                AnswerFile.attachment("video/mp4", Optional.empty(), 2_000_000),
                Duration.ofMillis(1)));
    assertThat(host.objects.stored.get(Names.answerObject(command.id()))).isEqualTo(host.page.kept);
  }

  @Test
  void waitsForASessionThatIsComing() throws Exception {
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    host.gate.set(host.bridge(), Standing.COMING);
    host.connect();
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
  }

  @Test
  void turnsCommandsAwayWhenNoDeviceIsPaired() throws Exception {
    host.gate.set(host.bridge(), Standing.NOT_CONNECTED);
    Command command = commands.accepted(Operations.SEND);
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.SESSION_NOT_CONNECTED);
  }

  @Test
  void runsWhatNeedsOnlyAPageOnAnUnpairedOne() throws Exception {
    host.gate.set(host.bridge(), Standing.NOT_CONNECTED);
    Future<MessageAction> action = commands.running(commands.accepted(Operations.CODE));
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
  }

  @Test
  void leavesWhatWaitsToTheNextHostWhenTheGateCloses() throws Exception {
    Command command = commands.accepted(Operations.SEND);
    Future<MessageAction> action = commands.running(command);
    host.gate.close();
    assertThat(end(action)).isEqualTo(MessageAction.LEAVE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.ACCEPTED);
  }

  @Test
  void passesOnWhatThePageSaysOfItsDeadline() throws Exception {
    host.connect();
    Command read = commands.accepted(Operations.READ);
    Future<MessageAction> action = commands.running(read);
    fail(host.nextCall(), FailureCode.OVERLOADED);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(read)).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void givesThePageNoLongerThanTheOperationMayTake() throws Exception {
    host.connect();
    Future<MessageAction> read = commands.running(commands.accepted(Operations.READ));
    FakePage.Call reading = host.nextCall();
    assertThat(deadline(reading)).isEqualTo(Operations.READ_DEADLINE);
    answer(reading);
    end(read);
    Future<MessageAction> send = commands.running(commands.accepted(Operations.SEND));
    FakePage.Call sending = host.nextCall();
    assertThat(deadline(sending)).isEqualTo(Duration.ofMinutes(1));
    answer(sending);
    end(send);
  }

  private static Duration deadline(FakePage.Call call) {
    return Duration.ofMillis(call.request().at("/context/deadlineMs").asLong());
  }

  @Test
  void neverCallsWhatIsPastItsLastMomentToStart() throws Exception {
    host.connect();
    Command command = command(Operations.SEND, NOW.minusMillis(1));
    host.store.accept(command.id());
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.EXPIRED);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void endsWhatWaitsForThePageAtItsLastMomentToStart() throws Exception {
    Command command = command(Operations.SEND, NOW.plusMillis(20));
    host.store.accept(command.id());
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.EXPIRED);
  }

  @Test
  void waitsForThePageUntilTheStoredLastMomentToStart() throws Exception {
    Command command = command(Operations.READ, NOW.minusMillis(1));
    host.store.acceptUntil(command.id(), NOW.plusSeconds(60));
    Future<MessageAction> action = commands.running(command);
    host.connect();
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void letsACommandBeTriedAgainWhoseUploadCannotBeFetched() throws Exception {
    host.connect();
    Command command = commands.accepted(Operations.REACT);
    host.media =
        it -> {
          throw SdkClientException.create("slow down");
        };
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void takesAPictureOfThePage() throws Exception {
    host.page.picture = new byte[] {1, 2, 3};
    host.gate.set(host.bridge(), Standing.COMING);
    Command command = commands.accepted(Operations.SCREENSHOT);
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.store.outcomeOf(command.id()))
        .contains(
            new Outcome.Filed(new AnswerFile("image/png", Optional.empty(), 3), Duration.ZERO));
    assertThat(host.objects.stored.get(Names.answerObject(command.id()))).containsExactly(1, 2, 3);
  }

  @Test
  void saysAtOnceThatThereIsNoPageToTakeAPictureOf() throws Exception {
    Command command = commands.accepted(Operations.SCREENSHOT);
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.store.outcomeOf(command.id()))
        .contains(new Outcome.Succeeded(Operations.NO_PAGE, Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "status"})
  void failsWhatItDoesNotKnowHowToRun(String operation) throws Exception {
    Command command = commands.accepted(operation);
    assertThat(commands.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(host.failureOf(command)).isEqualTo(FailureCode.INTERNAL);
  }

  @Test
  void countsHowCommandsGo() throws Exception {
    host.connect();
    Future<MessageAction> action = commands.running(commands.accepted(Operations.SEND));
    answer(host.nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(host.metrics.take()).isEqualTo(new CommandMetrics.Counts(1, 0, 0, Duration.ZERO));
  }

  @Test
  void countsCommandsAndMessagesForTheCustomer() throws Exception {
    host.connect();
    Future<MessageAction> sent = commands.running(commands.accepted(Operations.SEND));
    answer(host.nextCall());
    assertThat(end(sent)).isEqualTo(MessageAction.DELETE);
    Future<MessageAction> read = commands.running(commands.accepted(Operations.READ));
    answer(host.nextCall());
    assertThat(end(read)).isEqualTo(MessageAction.DELETE);
    Future<MessageAction> failed = commands.running(commands.accepted(Operations.TEXT));
    fail(host.nextCall(), FailureCode.CHAT_NOT_FOUND);
    assertThat(end(failed)).isEqualTo(MessageAction.DELETE);
    assertThat(host.usage.total()).isEqualTo(new Usage(3, 1, 0, Duration.ZERO));
  }
}
