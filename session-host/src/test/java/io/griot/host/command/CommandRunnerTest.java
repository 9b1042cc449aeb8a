package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.AnswerFile;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.dynamo.usage.Usage;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.browser.PageGoneException;
import io.griot.host.command.CommandRunner.MessageAction;
import io.griot.host.command.CommandStateStore.Found;
import io.griot.host.command.FakeCommandStateStore.Trouble;
import io.griot.host.lease.Lease;
import io.griot.host.media.CommandMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

@Timeout(300)
final class CommandRunnerTest {
  private static final long TOKEN = 7;
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final FakeCommandStateStore store = new FakeCommandStateStore();
  private final SessionGate gate = new SessionGate();
  private final FakePage page = new FakePage();
  private final FakeObjectStore objects = new FakeObjectStore();
  private final CommandMetrics metrics = new CommandMetrics();
  private final MemoryUsageStore usage = new MemoryUsageStore();
  private volatile boolean heartbeatHolds = true;
  private final Lease lease = new Lease(SESSION, "host-a", TOKEN, nanos -> heartbeatHolds);
  private CommandMedia media = command -> new CommandMedia.Taken(command, List.of());
  private final CommandRunner runner =
      new CommandRunner(
          store,
          new Claims(store, lease, () -> 0, new Random(1), pause -> {}),
          gate,
          Operations::byId,
          command -> media.take(command),
          new LargeAnswers(objects, folder()),
          lease,
          Duration.ofMinutes(1),
          metrics,
          usage.ofSession(),
          () -> NOW,
          () -> 0);

  @BeforeEach
  void giveTheSession() {
    store.giveSession(lease);
  }

  private static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private PageBridge bridge() throws IOException {
    return PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
  }

  private void connect() throws IOException {
    gate.set(bridge(), Standing.CONNECTED);
  }

  private Command accepted(String operation) {
    Command command = command(operation);
    store.accept(command.id());
    return command;
  }

  private static Command command(String operation) {
    return command(operation, NOW.plusSeconds(60));
  }

  private static Command command(String operation, Instant startBy) {
    return new Command(
        CommandId.ofIdempotencyKey(SESSION, operation),
        SESSION,
        operation,
        Json.MAPPER.createObjectNode(),
        NOW,
        startBy,
        1);
  }

  private Future<MessageAction> running(Command command) {
    Callable<MessageAction> run = () -> runner.run(command);
    FutureTask<MessageAction> task = new FutureTask<>(run);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static MessageAction end(Future<MessageAction> action) throws Exception {
    return action.get(60, TimeUnit.SECONDS);
  }

  private FakePage.Call nextCall() throws InterruptedException {
    FakePage.Call call = page.calls.poll(60, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("the page was not called");
    }
    return call;
  }

  private static void answer(FakePage.Call call) {
    call.answer().complete("{\"ok\":true,\"answer\":{\"success\":true},\"pageMs\":1.5}");
  }

  private static void absent(FakePage.Call call) {
    call.answer().complete("{\"absent\":true}");
  }

  private static void crash(FakePage.Call call) {
    call.answer().completeExceptionally(new PageGoneException("crashed"));
  }

  private static void fail(FakePage.Call call, FailureCode code) {
    call.answer().complete("{\"ok\":false,\"code\":\"" + code + "\",\"detail\":\"\",\"pageMs\":1}");
  }

  private FailureCode failureOf(Command command) {
    Outcome outcome = store.outcomeOf(command.id()).orElseThrow();
    if (outcome instanceof Outcome.Failed failed) {
      return failed.code();
    }
    throw new AssertionError("not failed: " + outcome);
  }

  private CommandStatus statusOf(Command command) {
    return store.found(command.id()).orElseThrow().status();
  }

  @Test
  void storesThePagesAnswer() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(store.outcomeOf(command.id()))
        .contains(
            new Outcome.Succeeded(
                Json.MAPPER.createObjectNode().put("success", true), Duration.ofNanos(1_500_000)));
  }

  @Test
  void tellsThePageWhichMessageToMakeAndHowLongItMayTake() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    FakePage.Call call = nextCall();
    var ids = call.request().path("context");
    assertThat(ids.path("messageId").asText()).isEqualTo(command.id().messageId());
    assertThat(ids.path("deadlineMs").asLong()).isEqualTo(60_000);
    answer(call);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
  }

  @Test
  void filesAnAnswerThatThePageKeeps() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    page.kept = new byte[2_000_000];
    new Random(1).nextBytes(page.kept);
    Future<MessageAction> action = running(command);
    nextCall()
        .answer()
        .complete(
            "{\"ok\":true,\"pageMs\":1,\"kept\":"
                + "{\"isJson\":false,\"bytes\":2000000,\"mimetype\":\"video/mp4\"}}");
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(store.outcomeOf(command.id()))
        .contains(
            new Outcome.Filed(
                AnswerFile.attachment("video/mp4", Optional.empty(), 2_000_000),
                Duration.ofMillis(1)));
    assertThat(objects.stored.get(Names.answerObject(command.id()))).isEqualTo(page.kept);
  }

  @Test
  void repeatsARepeatableCommandWhosePageWentWithItsAnswer() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    page.kept = new byte[0];
    nextCall()
        .answer()
        .complete("{\"ok\":true,\"pageMs\":1,\"kept\":{\"isJson\":true,\"bytes\":9}}");
    connect();
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void waitsForASessionThatIsComing() throws Exception {
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    gate.set(bridge(), Standing.COMING);
    connect();
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
  }

  @Test
  void turnsCommandsAwayWhenNoDeviceIsPaired() throws Exception {
    gate.set(bridge(), Standing.NOT_CONNECTED);
    Command command = accepted(Operations.SEND);
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.SESSION_NOT_CONNECTED);
  }

  @Test
  void runsWhatNeedsOnlyAPageOnAnUnpairedOne() throws Exception {
    gate.set(bridge(), Standing.NOT_CONNECTED);
    Future<MessageAction> action = running(accepted(Operations.CODE));
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
  }

  @Test
  void leavesWhatWaitsToTheNextHostWhenTheGateCloses() throws Exception {
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    gate.close();
    assertThat(end(action)).isEqualTo(MessageAction.LEAVE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.ACCEPTED);
  }

  @Test
  void repeatsARepeatableCommandWhosePageWentUnderWay() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    crash(nextCall());
    connect();
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void doesNotRepeatWhatIsNotRepeatableWhenItsPageWentUnderWay() throws Exception {
    connect();
    Command command = accepted(Operations.REACT);
    Future<MessageAction> action = running(command);
    crash(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void freesTheKeyOfWhatWasNeverCalledBecauseThePageWasNotThere() throws Exception {
    Command command = accepted(Operations.SEND);
    connect();
    Future<MessageAction> action = running(command);
    for (int attempt = 1; attempt < PageWork.MAX_ATTEMPTS; attempt++) {
      absent(nextCall());
      connect();
    }
    absent(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void doesNotSayThatNothingHappenedWhenAnEarlierCallMayHaveDoneIt() throws Exception {
    Command command = accepted(Operations.SEND);
    connect();
    Future<MessageAction> action = running(command);
    crash(nextCall());
    connect();
    absent(nextCall());
    connect();
    absent(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void doesNotSayThatNothingHappenedWhenItsDeviceIsGoneAfterACall() throws Exception {
    Command command = accepted(Operations.SEND);
    connect();
    Future<MessageAction> action = running(command);
    crash(nextCall());
    gate.set(bridge(), Standing.NOT_CONNECTED);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void endsWhatWasNeverCalledAndCannotBeRepeatedWhenTheGateCloses() throws Exception {
    connect();
    Command react = accepted(Operations.REACT);
    Command send = accepted(Operations.SEND);
    Future<MessageAction> reacts = running(react);
    FakePage.Call first = nextCall();
    Future<MessageAction> sends = running(send);
    FakePage.Call second = nextCall();
    gate.close();
    absent(first);
    absent(second);
    assertThat(end(reacts)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(react)).isEqualTo(FailureCode.OVERLOADED);
    assertThat(end(sends)).isEqualTo(MessageAction.LEAVE);
    assertThat(statusOf(send)).isEqualTo(CommandStatus.STARTED);
  }

  @Test
  void doesNotWaitWithoutEndForThePageThatWentUnderWay() throws Exception {
    connect();
    PageBridge lost = bridge();
    gate.set(lost, Standing.CONNECTED);
    PageWork.Task late =
        new PageWork.Task(
            command(Operations.SEND, NOW.minusMillis(1)),
            Operations.byId(Operations.SEND).orElseThrow(),
            false,
            alone());
    Callable<Optional<Outcome>> work = () -> impatient().run(late, Optional.of(lost));
    FutureTask<Optional<Outcome>> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    absent(nextCall());
    assertThat(task.get(60, TimeUnit.SECONDS)).contains(new Outcome.Failed(FailureCode.OVERLOADED));
  }

  @Test
  void waitsForThePageThatWentUnderWayWhileItsCommandMayStart() throws Exception {
    PageBridge lost = bridge();
    gate.set(lost, Standing.CONNECTED);
    PageWork.Task early =
        new PageWork.Task(
            command(Operations.SEND),
            Operations.byId(Operations.SEND).orElseThrow(),
            false,
            alone());
    Callable<Optional<Outcome>> work = () -> impatient().run(early, Optional.of(lost));
    FutureTask<Optional<Outcome>> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    absent(nextCall());
    while (gate.await(SessionGate.Demand.of(Requires.PAGE), Duration.ZERO).isPresent()) {
      Thread.onSpinWait();
    }
    connect();
    answer(nextCall());
    assertThat(task.get(60, TimeUnit.SECONDS))
        .hasValueSatisfying(end -> assertThat(end).isInstanceOf(Outcome.Succeeded.class));
  }

  private PageWork impatient() {
    return new PageWork(
        gate,
        command -> media.take(command),
        new LargeAnswers(objects, folder()),
        Duration.ofMinutes(1),
        () -> true,
        () -> NOW,
        Duration.ofMillis(1));
  }

  @Test
  void letsAReadBeTriedAgainWhosePageIsLostEachTime() throws Exception {
    Command command = accepted(Operations.READ);
    connect();
    Future<MessageAction> action = running(command);
    for (int attempt = 1; attempt <= PageWork.MAX_ATTEMPTS; attempt++) {
      crash(nextCall());
      connect();
    }
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void passesOnWhatThePageSaysOfItsDeadline() throws Exception {
    connect();
    Command read = accepted(Operations.READ);
    Future<MessageAction> action = running(read);
    fail(nextCall(), FailureCode.OVERLOADED);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(read)).isEqualTo(FailureCode.OVERLOADED);
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

  @Test
  void repeatsAnInterruptedRepeatableCommand() throws Exception {
    connect();
    Command command = command(Operations.SEND);
    store.started(command.id(), TOKEN - 1);
    Future<MessageAction> action = running(command);
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
    assertThat(store.found(command.id()).map(Found::starts)).contains(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"SESSION_NOT_CONNECTED", "TOO_MANY_REQUESTS", "OVERLOADED"})
  void doesNotBelieveThePageThatNothingHappenedAfterAnEarlierStart(FailureCode code)
      throws Exception {
    connect();
    Command send = command(Operations.SEND);
    store.started(send.id(), TOKEN - 1);
    Command read = command(Operations.READ);
    store.started(read.id(), TOKEN - 1);
    for (Command command : List.of(send, read)) {
      Future<MessageAction> action = running(command);
      fail(nextCall(), code);
      assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    }
    assertThat(failureOf(send)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(failureOf(read)).isEqualTo(code);
  }

  @Test
  void believesThePageWhatDoesNotSayThatNothingHappened() throws Exception {
    connect();
    Command send = command(Operations.SEND);
    store.started(send.id(), TOKEN - 1);
    Future<MessageAction> action = running(send);
    fail(nextCall(), FailureCode.REFUSED_BY_WHATSAPP);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(send)).isEqualTo(FailureCode.REFUSED_BY_WHATSAPP);
  }

  @Test
  void endsAnInterruptedCommandThatIsNotRepeatableAsUnknown() throws Exception {
    connect();
    Command command = command(Operations.REACT);
    store.started(command.id(), TOKEN - 1);
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void givesThePageNoLongerThanTheOperationMayTake() throws Exception {
    connect();
    Future<MessageAction> read = running(accepted(Operations.READ));
    FakePage.Call reading = nextCall();
    assertThat(deadline(reading)).isEqualTo(Operations.READ_DEADLINE);
    answer(reading);
    end(read);
    Future<MessageAction> send = running(accepted(Operations.SEND));
    FakePage.Call sending = nextCall();
    assertThat(deadline(sending)).isEqualTo(Duration.ofMinutes(1));
    answer(sending);
    end(send);
  }

  private static Duration deadline(FakePage.Call call) {
    return Duration.ofMillis(call.request().at("/context/deadlineMs").asLong());
  }

  @Test
  void doesNotCountTheStartsOfHostsThatLeft() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    FakePage.Call call = nextCall();
    gate.close();
    absent(call);
    assertThat(end(action)).isEqualTo(MessageAction.LEAVE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.STARTED);
    assertThat(store.found(command.id()).map(Found::starts)).contains(0);
  }

  @Test
  void doesNotCountAStartThatItsHostsEndInterrupted() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    nextCall();
    assertThat(action.cancel(true)).isTrue();
    while (store.found(command.id()).map(Found::starts).orElse(0) != 0) {
      Thread.onSpinWait();
    }
    assertThat(statusOf(command)).isEqualTo(CommandStatus.STARTED);
  }

  @Test
  void givesUpWhatTookItsHostDownTooOften() throws Exception {
    connect();
    Command command = command(Operations.SEND);
    store.put(
        command.id(),
        FakeCommandStateStore.item(
            CommandStatus.STARTED, 1, TOKEN - 1, "theirs", CommandItem.MAX_STARTS));
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void callsWhatAClaimStartedThatTheSdkRepeated() throws Exception {
    connect();
    Command command = accepted(Operations.REACT);
    store.startsMeet(Trouble.REPEATED);
    Future<MessageAction> action = running(command);
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void callsOnItsNextDeliveryWhatAClaimStartedWhoseAnswerNeverCame() throws Exception {
    connect();
    Command command = accepted(Operations.REACT);
    store.startsMeet(Trouble.ANSWER_LOST);
    assertThatThrownBy(() -> runner.run(command)).isInstanceOf(SdkException.class);
    Future<MessageAction> action = running(command);
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void storesOnItsNextDeliveryAnOutcomeThatCouldNotBeStored() throws Exception {
    connect();
    Command command = accepted(Operations.REACT);
    store.finishesMeet(Trouble.FAILS);
    Future<MessageAction> action = running(command);
    answer(nextCall());
    assertThatThrownBy(() -> end(action)).hasCauseInstanceOf(SdkException.class);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.STARTED);
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
    assertThat(page.calls).isEmpty();
    assertThat(usage.total().commands()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {Operations.SEND, Operations.READ, Operations.SCREENSHOT, "new"})
  void neverClaimsUnderAStaleToken(String operation) throws Exception {
    connect();
    Command command = accepted(operation);
    store.giveSession("host-b", TOKEN + 1);
    assertThat(runner.run(command)).isEqualTo(MessageAction.LATER);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.ACCEPTED);
    assertThat(page.calls).isEmpty();
    assertThat(lease.isHeldAt(0)).isFalse();
  }

  @Test
  void doesNotCallThePageOnceItsLeaseIsNotHeld() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    media =
        it -> {
          heartbeatHolds = false;
          return new CommandMedia.Taken(it, List.of());
        };
    assertThat(runner.run(command)).isEqualTo(MessageAction.LATER);
    assertThat(page.calls).isEmpty();
    assertThat(store.outcomeOf(command.id())).isEmpty();
  }

  @Test
  void saysNothingOfAnOutcomeOnceItsLeaseIsNotHeld() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    FakePage.Call call = nextCall();
    heartbeatHolds = false;
    answer(call);
    assertThat(end(action)).isEqualTo(MessageAction.LATER);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.STARTED);
    assertThat(metrics.take().succeeded()).isZero();
  }

  @Test
  void refusesCompletionWhenANewerLeaseTookTheCommandMeanwhile() throws Exception {
    connect();
    Command command = accepted(Operations.SEND);
    Future<MessageAction> action = running(command);
    FakePage.Call call = nextCall();
    store.started(command.id(), TOKEN + 1);
    answer(call);
    assertThat(end(action)).isEqualTo(MessageAction.LATER);
    assertThat(store.outcomeOf(command.id())).isEmpty();
  }

  @Test
  void onlyDeletesTheMessageOfAFinishedCommand() throws Exception {
    connect();
    Command command = command(Operations.SEND);
    store.put(command.id(), FakeCommandStateStore.item(CommandStatus.SUCCEEDED, 1, 3, "theirs", 1));
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void onlyDeletesTheMessageOfAnEarlierAttempt() throws Exception {
    connect();
    Command command = command(Operations.SEND);
    store.accept(command.id(), 2);
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.ACCEPTED);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void neverCallsWhatIsPastItsLastMomentToStart() throws Exception {
    connect();
    Command command = command(Operations.SEND, NOW.minusMillis(1));
    store.accept(command.id());
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.EXPIRED);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void endsWhatWaitsForThePageAtItsLastMomentToStart() throws Exception {
    Command command = command(Operations.SEND, NOW.plusMillis(20));
    store.accept(command.id());
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.EXPIRED);
  }

  @Test
  void doesNotSayThatAnInterruptedWriteExpired() throws Exception {
    connect();
    Command send = command(Operations.SEND, NOW.minusMillis(1));
    store.started(send.id(), TOKEN - 1);
    assertThat(runner.run(send)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(send)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    Command read = command(Operations.READ, NOW.minusMillis(1));
    store.started(read.id(), TOKEN - 1);
    assertThat(runner.run(read)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(read)).isEqualTo(FailureCode.EXPIRED);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void doesNotSayThatNothingHappenedWhenAnEarlierAttemptMayHaveDoneIt() throws Exception {
    connect();
    Command late = command(Operations.SEND, NOW.minusMillis(1));
    store.acceptAfterUnknown(late.id());
    assertThat(runner.run(late)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(late)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);

    Command refused = command(Operations.SEND);
    store.acceptAfterUnknown(refused.id());
    Future<MessageAction> action = running(refused);
    fail(nextCall(), FailureCode.TOO_MANY_REQUESTS);
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(refused)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void waitsForThePageUntilTheStoredLastMomentToStart() throws Exception {
    Command command = command(Operations.READ, NOW.minusMillis(1));
    store.acceptUntil(command.id(), NOW.plusSeconds(60));
    Future<MessageAction> action = running(command);
    connect();
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(statusOf(command)).isEqualTo(CommandStatus.SUCCEEDED);
  }

  @Test
  void letsACommandBeTriedAgainWhoseUploadCannotBeFetched() throws Exception {
    connect();
    Command command = accepted(Operations.REACT);
    media =
        it -> {
          throw SdkClientException.create("slow down");
        };
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void takesAPictureOfThePage() throws Exception {
    page.picture = new byte[] {1, 2, 3};
    gate.set(bridge(), Standing.COMING);
    Command command = accepted(Operations.SCREENSHOT);
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(store.outcomeOf(command.id()))
        .contains(
            new Outcome.Filed(new AnswerFile("image/png", Optional.empty(), 3), Duration.ZERO));
    assertThat(objects.stored.get(Names.answerObject(command.id()))).containsExactly(1, 2, 3);
  }

  @Test
  void saysAtOnceThatThereIsNoPageToTakeAPictureOf() throws Exception {
    Command command = accepted(Operations.SCREENSHOT);
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(store.outcomeOf(command.id()))
        .contains(new Outcome.Succeeded(Operations.NO_PAGE, Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "status"})
  void failsWhatItDoesNotKnowHowToRun(String operation) throws Exception {
    Command command = accepted(operation);
    assertThat(runner.run(command)).isEqualTo(MessageAction.DELETE);
    assertThat(failureOf(command)).isEqualTo(FailureCode.INTERNAL);
  }

  @Test
  void countsHowCommandsGo() throws Exception {
    connect();
    Future<MessageAction> action = running(accepted(Operations.SEND));
    answer(nextCall());
    assertThat(end(action)).isEqualTo(MessageAction.DELETE);
    assertThat(metrics.take()).isEqualTo(new CommandMetrics.Counts(1, 0, 0, Duration.ZERO));
  }

  @Test
  void countsCommandsAndMessagesForTheCustomer() throws Exception {
    connect();
    Future<MessageAction> sent = running(accepted(Operations.SEND));
    answer(nextCall());
    assertThat(end(sent)).isEqualTo(MessageAction.DELETE);
    Future<MessageAction> read = running(accepted(Operations.READ));
    answer(nextCall());
    assertThat(end(read)).isEqualTo(MessageAction.DELETE);
    Future<MessageAction> failed = running(accepted(Operations.TEXT));
    fail(nextCall(), FailureCode.CHAT_NOT_FOUND);
    assertThat(end(failed)).isEqualTo(MessageAction.DELETE);
    assertThat(usage.total()).isEqualTo(new Usage(3, 1, 0, Duration.ZERO));
  }
}
