package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.AnswerFile;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.bridge.Bridge;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.browser.PageGoneException;
import io.griot.host.command.CommandRunner.Fate;
import io.griot.host.command.OperationTraits.Need;
import io.griot.host.media.CommandMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CommandRunnerTest {
  private static final long TOKEN = 7;
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));
  private static final Map<String, OperationTraits> OPERATIONS =
      Map.of(
          "send", new OperationTraits(true, false, Need.CONNECTED),
          "react", new OperationTraits(false, false, Need.CONNECTED),
          "code", new OperationTraits(true, false, Need.PAGE),
          "restart", new OperationTraits(true, true, Need.NONE));

  private final FakeCommandStore store = new FakeCommandStore();
  private final SessionGate gate = new SessionGate();
  private final FakePage page = new FakePage();
  private final MemoryObjects objects = new MemoryObjects();
  private final CommandRunner runner =
      new CommandRunner(
          store,
          gate,
          id -> Optional.ofNullable(OPERATIONS.get(id)),
          Map.of("restart", (command, page) -> new HostOperation.Result.Done(ok("restarted"))),
          command -> new CommandMedia.Taken(command, List.of()),
          new LargeAnswers(objects, folder()),
          TOKEN,
          Duration.ofSeconds(10),
          new Tally(),
          Clock.systemUTC());

  private static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private Bridge bridge() throws IOException {
    return Bridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
  }

  private static Outcome ok(String what) {
    return new Outcome.Succeeded(
        Json.MAPPER.createObjectNode().put("success", true).put("what", what), Duration.ZERO);
  }

  private Command accepted(String operation) {
    Command command = command(operation);
    store.accept(command.id());
    return command;
  }

  private static Command command(String operation) {
    return new Command(
        CommandId.ofIdempotencyKey(SESSION, operation),
        SESSION,
        operation,
        Json.MAPPER.createObjectNode(),
        Instant.EPOCH);
  }

  private Future<Fate> running(Command command) {
    Callable<Fate> run = () -> runner.run(command);
    FutureTask<Fate> task = new FutureTask<>(run);
    Thread.ofVirtual().start(task);
    return task;
  }

  private FakePage.Call nextCall() throws InterruptedException {
    FakePage.Call call = page.calls.poll(10, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("the page was not called");
    }
    return call;
  }

  private static void answer(FakePage.Call call) {
    call.answer().complete("{\"ok\":true,\"answer\":{\"success\":true},\"pageMs\":1.5}");
  }

  private static FailureCode failure(Optional<Outcome> outcome) {
    return outcome.orElseThrow() instanceof Outcome.Failed failed
        ? failed.code()
        : FailureCode.INTERNAL;
  }

  @Test
  void storesThePagesAnswer() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = accepted("send");
    Future<Fate> fate = running(command);
    FakePage.Call call = nextCall();
    assertThat(call.arguments().get(2)).contains(command.id().messageId());
    answer(call);
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
    assertThat(store.outcomeOf(command.id()))
        .contains(
            new Outcome.Succeeded(
                Json.MAPPER.createObjectNode().put("success", true), Duration.ofNanos(1_500_000)));
  }

  @Test
  void filesAnAnswerThatThePageKeeps() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = accepted("send");
    page.kept = new byte[2_000_000];
    new Random(1).nextBytes(page.kept);
    Future<Fate> fate = running(command);
    nextCall()
        .answer()
        .complete(
            "{\"ok\":true,\"pageMs\":1,\"kept\":"
                + "{\"isJson\":false,\"bytes\":2000000,\"mimetype\":\"video/mp4\"}}");
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
    assertThat(store.outcomeOf(command.id()))
        .contains(
            new Outcome.Filed(
                AnswerFile.attachment("video/mp4", Optional.empty(), 2_000_000),
                Duration.ofMillis(1)));
    assertThat(objects.stored.get(Names.answerObject(command.id()))).isEqualTo(page.kept);
  }

  @Test
  void repeatsARepeatableCommandWhosePageWentWithItsAnswer() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = accepted("send");
    Future<Fate> fate = running(command);
    page.kept = new byte[0];
    nextCall()
        .answer()
        .complete("{\"ok\":true,\"pageMs\":1,\"kept\":{\"isJson\":true,\"bytes\":9}}");
    gate.set(bridge(), Standing.CONNECTED);
    answer(nextCall());
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
    assertThat(store.outcomeOf(command.id()).orElseThrow()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void waitsForASessionThatIsComing() throws Exception {
    Command command = accepted("send");
    Future<Fate> fate = running(command);
    gate.set(bridge(), Standing.COMING);
    gate.set(bridge(), Standing.CONNECTED);
    answer(nextCall());
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
  }

  @Test
  void turnsCommandsAwayWhenNoDeviceIsPaired() throws Exception {
    gate.set(bridge(), Standing.NOT_CONNECTED);
    Command command = accepted("send");
    assertThat(runner.run(command)).isEqualTo(Fate.DELETE);
    assertThat(failure(store.outcomeOf(command.id()))).isEqualTo(FailureCode.SESSION_NOT_CONNECTED);
  }

  @Test
  void runsWhatNeedsOnlyAPageOnAnUnpairedOne() throws Exception {
    gate.set(bridge(), Standing.NOT_CONNECTED);
    Command command = accepted("code");
    Future<Fate> fate = running(command);
    answer(nextCall());
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
  }

  @Test
  void leavesWhatWaitsToTheNextHostWhenTheGateCloses() throws Exception {
    Command command = accepted("send");
    Future<Fate> fate = running(command);
    gate.close();
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.LEAVE);
    assertThat(store.claim(command.id(), TOKEN)).isEqualTo(new CommandStore.Claim.Started());
  }

  @Test
  void repeatsARepeatableCommandWhosePageWentUnderWay() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = accepted("send");
    Future<Fate> fate = running(command);
    nextCall().answer().completeExceptionally(new PageGoneException("crashed"));
    gate.set(bridge(), Standing.CONNECTED);
    answer(nextCall());
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
    assertThat(store.outcomeOf(command.id()).orElseThrow()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void doesNotRepeatWhatIsNotRepeatableWhenItsPageWentUnderWay() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = accepted("react");
    Future<Fate> fate = running(command);
    nextCall().answer().completeExceptionally(new PageGoneException("crashed"));
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
    assertThat(failure(store.outcomeOf(command.id()))).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void repeatsAnInterruptedRepeatableCommand() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = command("send");
    store.started(command.id(), TOKEN - 1);
    Future<Fate> fate = running(command);
    answer(nextCall());
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.DELETE);
  }

  @Test
  void endsAnInterruptedCommandThatIsNotRepeatableAsUnknown() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = command("react");
    store.started(command.id(), TOKEN - 1);
    assertThat(runner.run(command)).isEqualTo(Fate.DELETE);
    assertThat(failure(store.outcomeOf(command.id()))).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void leavesWhatANewerLeaseStarted() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = command("send");
    store.started(command.id(), TOKEN + 1);
    assertThat(runner.run(command)).isEqualTo(Fate.LEAVE);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void refusesCompletionWhenANewerLeaseTookTheCommandMeanwhile() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = accepted("send");
    Future<Fate> fate = running(command);
    FakePage.Call call = nextCall();
    store.started(command.id(), TOKEN + 1);
    answer(call);
    assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.LEAVE);
    assertThat(store.outcomeOf(command.id())).isEmpty();
  }

  @Test
  void onlyDeletesTheMessageOfAFinishedCommand() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    Command command = accepted("send");
    store.claim(command.id(), 3);
    store.finish(command.id(), 3, ok("earlier"));
    assertThat(runner.run(command)).isEqualTo(Fate.DELETE);
    assertThat(store.outcomeOf(command.id())).contains(ok("earlier"));
  }

  @Test
  void runsTheHostsOwnOperationsWithoutAPage() throws Exception {
    Command command = accepted("restart");
    assertThat(runner.run(command)).isEqualTo(Fate.DELETE);
    assertThat(store.outcomeOf(command.id())).contains(ok("restarted"));
  }
}
