package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.browser.PageGoneException;
import io.griot.host.command.FakeCommandStateStore.Trouble;
import io.griot.host.lease.Lease;
import io.griot.host.media.CommandMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(300)
final class CommandConsumerTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Stopping waits for an open long poll. */
  private static final Duration LONG_POLL = Duration.ofMillis(50);

  private static final Duration AFTER_FAILURE = Duration.ofMillis(7);
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  /** Runs at once in these tests. */
  private static final String NOW = Operations.CODE;

  /** Waits at the gate in these tests. */
  private static final String LATER = Operations.SEND;

  private final MemoryQueue queue = new MemoryQueue(true);
  private final FakeCommandStateStore store = new FakeCommandStateStore();
  private final SessionGate gate = new SessionGate();
  private final FakePage page = new FakePage();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private volatile boolean heartbeatHolds = true;

  /** Whether the lease holds when a received message gets its thread. */
  private volatile boolean holdsForCommands = true;

  private final CountDownLatch askedOften = new CountDownLatch(3);
  private final Lease lease = new Lease(SESSION, "host-a", 7, this::heartbeatHolds);
  private volatile Function<String, Optional<Operation>> operations = Operations::byId;
  private final OneHeld holding = new OneHeld();
  private final CommandConsumer consumer =
      new CommandConsumer(
          SESSION,
          new QueueAccess(queue, lease, () -> 0, LONG_POLL, AFTER_FAILURE),
          new CommandConsumer.Execution(
              new CommandReader(new FakeObjectStore(), SESSION), runner(), holding),
          failures::add);
  private boolean stopped;

  private boolean heartbeatHolds(long nanos) {
    askedOften.countDown();
    boolean isCommand = Thread.currentThread().getName().startsWith("commands-");
    return heartbeatHolds && (holdsForCommands || !isCommand);
  }

  @BeforeEach
  void giveTheSessionAPage() throws IOException {
    store.giveSession(lease);
    gate.set(
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {}),
        Standing.COMING);
  }

  private static CommandId id(String name) {
    return CommandId.ofIdempotencyKey(SESSION, name);
  }

  private static List<String> ids(String... names) {
    return List.of(names).stream().map(name -> id(name).value()).toList();
  }

  private void sent(String operation, String name, String group) {
    store.accept(id(name));
    queue.send(
        new Command(
            id(name),
            SESSION,
            operation,
            Json.MAPPER.createObjectNode().put("name", name),
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            1),
        group);
  }

  private FakePage.Call nextCall() throws InterruptedException {
    FakePage.Call call = page.calls.poll(60, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("the page was not called");
    }
    return call;
  }

  private static String name(FakePage.Call call) {
    return call.request().at("/args/name").asText();
  }

  private static void answer(FakePage.Call call) {
    call.answer().complete("{\"ok\":true,\"answer\":{\"success\":true},\"pageMs\":1}");
  }

  private String worked() throws InterruptedException {
    FakePage.Call call = nextCall();
    answer(call);
    return name(call);
  }

  private Throwable nextFailure() throws InterruptedException {
    Throwable failure = failures.poll(60, TimeUnit.SECONDS);
    if (failure == null) {
      throw new AssertionError("nothing failed");
    }
    return failure;
  }

  private boolean stop() throws InterruptedException {
    return stop(SOON);
  }

  private boolean stop(Duration deadline) throws InterruptedException {
    stopped = true;
    gate.close();
    return consumer.stop(deadline);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (!stopped) {
      assertThat(stop()).isTrue();
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void runsOneGroupInOrderAndDeletesItsMessages() throws Exception {
    sent(NOW, "1", "chat");
    sent(NOW, "2", "chat");
    consumer.start();
    FakePage.Call first = nextCall();
    assertThat(name(first)).isEqualTo("1");
    assertThat(page.calls).isEmpty();
    answer(first);
    assertThat(worked()).isEqualTo("2");
    queue.awaitDeleted(id("1").value());
    queue.awaitDeleted(id("2").value());
  }

  private void connect() throws IOException {
    gate.set(
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {}),
        Standing.CONNECTED);
  }

  private static void reached(FakePage.Call call, String what) {
    call.answer().complete("{\"reached\":\"" + what + "\"}");
  }

  private static JsonNode context(FakePage.Call call) {
    return call.request().path("context");
  }

  private static List<String> after(FakePage.Call call) {
    return context(call).path("after").valueStream().map(JsonNode::asText).toList();
  }

  /** The next call that begins a command of this name, or waits for its end. */
  private FakePage.Call nextCall(String name, boolean joins) throws InterruptedException {
    FakePage.Call call = nextCall();
    JsonNode context = context(call);
    assertThat(context.path("commandId").asText()).isEqualTo(id(name).value());
    assertThat(context.path("join").asBoolean()).isEqualTo(joins);
    return call;
  }

  /**
   * Takes the call that begins a command and answers that it is queued; its end is still to come.
   */
  private FakePage.Call queuedCall(String name) throws InterruptedException {
    reached(nextCall(name, false), "queued");
    return nextCall(name, true);
  }

  @Test
  void givesThePageTheSendsOfAGroupOneBehindTheOther() throws Exception {
    connect();
    for (String name : List.of("1", "2", "3")) {
      sent(Operations.TEXT, name, "chat");
    }
    consumer.start();
    FakePage.Call first = nextCall("1", false);
    assertThat(context(first).path("untilQueued").asBoolean()).isTrue();
    assertThat(page.calls).isEmpty();
    reached(first, "queued");
    List<FakePage.Call> both = List.of(nextCall(), nextCall());
    FakePage.Call firstEnd = joining(both);
    FakePage.Call second = beginning(both);
    assertThat(after(second)).isEqualTo(ids("1"));
    reached(second, "queued");
    List<FakePage.Call> others = List.of(nextCall(), nextCall());
    FakePage.Call third = beginning(others);
    assertThat(after(third)).isEqualTo(ids("1", "2"));
    assertThat(context(third).path("untilQueued").asBoolean()).isFalse();
    answer(third);
    answer(joining(others));
    answer(firstEnd);
    for (String name : List.of("1", "2", "3")) {
      queue.awaitDeleted(id(name).value());
    }
  }

  private static FakePage.Call joining(List<FakePage.Call> calls) {
    return calls.stream().filter(CommandConsumerTest::joins).findFirst().orElseThrow();
  }

  private static FakePage.Call beginning(List<FakePage.Call> calls) {
    return calls.stream().filter(call -> !joins(call)).findFirst().orElseThrow();
  }

  private static boolean joins(FakePage.Call call) {
    return context(call).path("join").asBoolean();
  }

  @Test
  void goesOnBehindASendThatFailed() throws Exception {
    connect();
    sent(Operations.TEXT, "refused", "chat");
    sent(Operations.TEXT, "taken", "chat");
    consumer.start();
    nextCall("refused", false)
        .answer()
        .complete("{\"ok\":false,\"code\":\"CONTACT_BLOCKED\",\"detail\":\"\"}");
    FakePage.Call taken = nextCall("taken", false);
    assertThat(after(taken)).isEmpty();
    answer(taken);
    queue.awaitDeleted(id("refused").value());
    queue.awaitDeleted(id("taken").value());
  }

  @Test
  void waitsForTheEndsOfSendsBeforeAnythingElse() throws Exception {
    connect();
    sent(Operations.TEXT, "send", "chat");
    sent(NOW, "behind", "chat");
    consumer.start();
    FakePage.Call end = queuedCall("send");
    assertThat(page.calls).isEmpty();
    answer(end);
    assertThat(worked()).isEqualTo("behind");
  }

  @Test
  void letsNoSendOvertakeAnotherWhosePageWent() throws Exception {
    connect();
    sent(Operations.TEXT, "1", "chat");
    sent(Operations.TEXT, "2", "chat");
    consumer.start();
    reached(nextCall("1", false), "queued");
    List<FakePage.Call> both = List.of(nextCall(), nextCall());
    // The page is lost; the command after it learns of that first.
    beginning(both).answer().completeExceptionally(new PageGoneException("crashed"));
    connect();
    assertThat(page.calls).isEmpty();
    joining(both).answer().completeExceptionally(new PageGoneException("crashed"));
    connect();
    FakePage.Call again = nextCall("1", false);
    assertThat(page.calls).isEmpty();
    answer(again);
    answer(nextCall("2", false));
    queue.awaitDeleted(id("1").value());
    queue.awaitDeleted(id("2").value());
  }

  @Test
  void waitsWithASendThatItsPageIsNotReadyFor() throws Exception {
    connect();
    sent(Operations.TEXT, "1", "chat");
    sent(Operations.TEXT, "2", "chat");
    consumer.start();
    reached(nextCall("1", false), "queued");
    List<FakePage.Call> both = List.of(nextCall(), nextCall());
    // The page was reloaded between the two.
    reached(beginning(both), "early");
    assertThat(page.calls).isEmpty();
    reached(joining(both), "unknown");
    connect();
    answer(nextCall("1", false));
    answer(nextCall("2", false));
    queue.awaitDeleted(id("2").value());
  }

  @Test
  void leavesTheSendsBehindOneThatCannotBeClaimed() throws Exception {
    connect();
    store.startsMeet(Trouble.FAILS);
    sent(Operations.TEXT, "1", "chat");
    sent(Operations.TEXT, "2", "chat");
    consumer.start();
    queue.awaitExtended(id("2").value(), AFTER_FAILURE);
    assertThat(page.calls).isEmpty();
    queue.timeOut(id("1").value());
    queue.timeOut(id("2").value());
    answer(nextCall("1", false));
    answer(nextCall("2", false));
  }

  @Test
  void runsOtherGroupsWhileOneIsAtWork() throws Exception {
    sent(NOW, "slow", "chat a");
    sent(NOW, "quick", "chat b");
    consumer.start();
    FakePage.Call one = nextCall();
    FakePage.Call other = nextCall();
    assertThat(List.of(name(one), name(other))).containsExactlyInAnyOrder("slow", "quick");
    answer(one);
    answer(other);
  }

  @Test
  void readsOnAsLongAsThereAreMessagesOfAGroup() throws Exception {
    for (int i = 0; i < 3 * CommandConsumer.MAX_HELD; i++) {
      sent(NOW, "" + i, "chat");
    }
    consumer.start();
    for (int i = 0; i < 3 * CommandConsumer.MAX_HELD; i++) {
      assertThat(worked()).isEqualTo("" + i);
    }
  }

  @Test
  void leavesWhatWaitsWithTheRestOfItsGroupToTheNextHost() throws Exception {
    sent(LATER, "waiting", "chat");
    sent(NOW, "behind", "chat");
    sent(NOW, "last", "chat");
    sent(NOW, "other", "other");
    consumer.start();
    assertThat(worked()).isEqualTo("other");
    assertThat(stop()).isTrue();
    assertThat(queue.shownIds()).isEqualTo(ids("waiting", "behind", "last"));
    assertThat(queue.visibleIds()).isEqualTo(ids("waiting", "behind", "last"));
    assertThat(page.calls).isEmpty();
  }

  @Test
  void showsInOrderWhatIsInterruptedAndWhatComesAfterIt() throws Exception {
    sent(NOW, "stuck", "chat");
    sent(NOW, "behind", "chat");
    sent(NOW, "last", "chat");
    consumer.start();
    nextCall();
    assertThat(stop(Duration.ZERO)).isFalse();
    assertThat(queue.shownIds()).isEqualTo(ids("stuck", "behind", "last"));
    assertThat(failures).isEmpty();
  }

  @Test
  void doesNotBeginWhatComesAfterACommandThatEndsWhileItStops() throws Exception {
    sent(NOW, "last", "chat");
    sent(NOW, "behind", "chat");
    consumer.start();
    FakePage.Call last = nextCall();
    Thread stopping = Thread.ofVirtual().start(() -> answerWhenStopped(last));
    assertThat(stop()).isTrue();
    stopping.join();
    assertThat(queue.deletedIds()).containsExactlyElementsOf(ids("last"));
    assertThat(queue.visibleIds()).isEqualTo(ids("behind"));
  }

  private void answerWhenStopped(FakePage.Call call) {
    while (!consumer.isStopped()) {
      Thread.onSpinWait();
    }
    answer(call);
  }

  @Test
  void deletesWhatIsNoCommand() throws Exception {
    queue.sendText("nonsense", "nonsense", "chat");
    sent(NOW, "next", "chat");
    consumer.start();
    assertThat(worked()).isEqualTo("next");
    queue.awaitDeleted("nonsense");
  }

  @Test
  void holdsNoMoreThanItsLimitAndShowsAllOfItAtTheEnd() throws Exception {
    int many = 3 * CommandConsumer.MAX_HELD;
    for (int i = 0; i < many; i++) {
      sent(LATER, "waiting " + i, "chat " + i);
    }
    consumer.start();
    int full = CommandConsumer.MAX_HELD / SessionQueue.BATCH;
    queue.awaitReceives(full);
    assertThat(stop()).isTrue();
    assertThat(queue.receives()).isEqualTo(full);
    assertThat(queue.visibleIds()).hasSize(many);
    assertThat(queue.shownIds()).hasSize(full * SessionQueue.BATCH);
  }

  @Test
  void takesNothingWhileItsLeaseIsNotHeld() throws Exception {
    heartbeatHolds = false;
    sent(NOW, "1", "chat");
    consumer.start();
    askedOften.await();
    assertThat(queue.receives()).isZero();
    heartbeatHolds = true;
    assertThat(worked()).isEqualTo("1");
  }

  @Test
  void saysNothingToTheQueueOnceItsLeaseIsLost() throws Exception {
    sent(NOW, "under way", "chat");
    sent(NOW, "behind", "chat");
    sent(LATER, "waiting", "other");
    consumer.start();
    FakePage.Call call = nextCall();
    lease.revoke();
    answer(call);
    assertThat(stop()).isTrue();
    assertThat(queue.writes()).isZero();
    assertThat(page.calls).isEmpty();
    assertThat(store.outcomeOf(id("under way"))).isEmpty();
  }

  @Test
  void holdsNothingForEverThatItTookBeforeItsHeartbeatPaused() throws Exception {
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      sent(NOW, "early " + i, "chat " + i);
    }
    consumer.start();
    List<FakePage.Call> calls = new ArrayList<>();
    int full = CommandConsumer.MAX_HELD / SessionQueue.BATCH * SessionQueue.BATCH;
    for (int i = 0; i < full; i++) {
      calls.add(nextCall());
    }
    heartbeatHolds = false;
    calls.forEach(CommandConsumerTest::answer);
    consumer.awaitIdle();
    assertThat(queue.writes()).isZero();
    heartbeatHolds = true;
    calls.forEach(call -> queue.timeOut(id(name(call)).value()));
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      assertThat(worked()).startsWith("early");
    }
  }

  @Test
  void forgetsWhatItReceivedAsItsHeartbeatPaused() throws Exception {
    int rounds = 2 * CommandConsumer.MAX_HELD / SessionQueue.BATCH;
    for (int i = 0; i < rounds * SessionQueue.BATCH; i++) {
      sent(NOW, "" + i, "chat " + i);
    }
    holdsForCommands = false;
    consumer.start();
    queue.awaitReceives(rounds + 1);
    consumer.awaitIdle();
    assertThat(queue.writes()).isZero();
    assertThat(page.calls).isEmpty();
  }

  @Test
  void endsTheSessionWhenItsQueueIsGone() throws Exception {
    queue.receivesMeet(new QueueGoneException("main.fifo", SdkClientException.create("gone")));
    consumer.start();
    assertThat(nextFailure())
        .isInstanceOf(QueueGoneException.class)
        .hasMessageContaining("main.fifo does not exist");
    assertThat(stop()).isTrue();
    assertThat(queue.receives()).isEqualTo(1);
  }

  @Test
  void goesOnAfterAReceiveThatFailed() throws Exception {
    queue.receivesMeet(SdkClientException.create("refused"));
    sent(NOW, "1", "chat");
    consumer.start();
    assertThat(worked()).isEqualTo("1");
  }

  @Test
  void leavesACommandThatCannotBeClaimedWithTheRestOfItsGroup() throws Exception {
    store.startsMeet(Trouble.FAILS);
    sent(NOW, "1", "chat");
    sent(NOW, "2", "chat");
    consumer.start();
    queue.awaitExtended(id("2").value(), AFTER_FAILURE);
    queue.timeOut(id("1").value());
    queue.timeOut(id("2").value());
    assertThat(worked()).isEqualTo("1");
    assertThat(worked()).isEqualTo("2");
  }

  @Test
  void leavesACommandWhoseOutcomeCannotBeStoredAndDoesNotRunItTwice() throws Exception {
    store.finishesMeet(Trouble.FAILS);
    sent(NOW, "1", "chat");
    consumer.start();
    assertThat(worked()).isEqualTo("1");
    queue.awaitExtended(id("1").value(), AFTER_FAILURE);
    queue.timeOut(id("1").value());
    queue.awaitDeleted(id("1").value());
    assertThat(page.calls).isEmpty();
    assertThat(store.outcomeOf(id("1"))).isPresent();
  }

  @Test
  void hasRoomAgainAfterCommandsThatCouldNotBeClaimed() throws Exception {
    operations =
        id -> {
          throw SdkClientException.create("refused");
        };
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      sent(NOW, "" + i, "chat " + i);
    }
    consumer.start();
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      queue.awaitExtended(id("" + i).value(), AFTER_FAILURE);
    }
    consumer.awaitIdle();
    operations = Operations::byId;
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      queue.timeOut(id("" + i).value());
    }
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      worked();
    }
  }

  @Test
  void endsTheSessionWhenACommandsThreadFails() throws Exception {
    IllegalStateException bug = new IllegalStateException("a bug");
    operations =
        id -> {
          throw bug;
        };
    sent(NOW, "1", "chat");
    sent(NOW, "2", "chat");
    consumer.start();
    assertThat(nextFailure()).isSameAs(bug);
    assertThat(stop()).isTrue();
    assertThat(queue.shownIds()).isEqualTo(ids("1", "2"));
  }

  @Test
  void stopsAlsoFromTheThreadThatFailed() throws Exception {
    BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
    CommandConsumer[] itself = new CommandConsumer[1];
    itself[0] =
        new CommandConsumer(
            SESSION,
            new QueueAccess(queue, lease, () -> 0, LONG_POLL),
            new CommandConsumer.Execution(
                new CommandReader(new FakeObjectStore(), SESSION), runner(), Holding.NONE),
            failure -> ends.add(stopped(itself[0])));
    queue.receivesMeet(new QueueGoneException("main.fifo", SdkClientException.create("gone")));
    itself[0].start();
    assertThat(ends.poll(60, TimeUnit.SECONDS)).isTrue();
    stopped = true;
  }

  private static boolean stopped(CommandConsumer consumer) {
    try {
      return consumer.stop(SOON);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void deletesWhatIsHeldElsewhereAndRunsTheRestOfItsGroup() throws Exception {
    holding.waits = id("1");
    sent(NOW, "1", "chat");
    sent(NOW, "2", "chat");
    consumer.start();
    assertThat(worked()).isEqualTo("2");
    queue.awaitDeleted(id("1").value());
    assertThat(holding.held).containsExactly(id("1"));
  }

  /** A consumer and its holder of messages. */
  private final class WithHeld {
    final FakeHeldStore store = new FakeHeldStore();
    private final CommandReader reader = new CommandReader(new FakeObjectStore(), SESSION);
    private final HeldCommands held =
        new HeldCommands(
            new Generation(SESSION, Instant.EPOCH),
            store,
            reader,
            runner(),
            gate,
            Operations::byId,
            lease,
            () -> Instant.EPOCH,
            () -> 0,
            failures::add);
    private final CommandConsumer both =
        new CommandConsumer(
            SESSION,
            new QueueAccess(queue, lease, () -> 0, LONG_POLL),
            new CommandConsumer.Execution(reader, runner(), held),
            failures::add);

    void start() {
      held.start();
      both.start();
    }

    void awaitHeld(int count) throws InterruptedException {
      store.awaitHeld(new Generation(SESSION, Instant.EPOCH), count);
    }

    void stop() throws InterruptedException {
      gate.close();
      assertThat(both.stop(SOON)).isTrue();
      assertThat(held.stop(SOON)).isTrue();
    }
  }

  @Test
  void hasRoomForWhatNeedsNoPageHoweverMuchIsAtWorkInIt() throws Exception {
    connect();
    int many = 2 * CommandConsumer.MAX_HELD;
    for (int i = 0; i < many; i++) {
      sent(Operations.READ, "" + i, "read " + i);
    }
    sent(Operations.SCREENSHOT, "picture", "picture");
    WithHeld host = new WithHeld();
    host.start();
    queue.awaitDeleted(id("picture").value());
    for (int i = 0; i < many; i++) {
      worked();
    }
    host.awaitHeld(0);
    host.stop();
  }

  @Test
  void hasRoomForWhatNeedsNoPageHoweverMuchWaitsForOne() throws Exception {
    gate.unset();
    int many = 2 * CommandConsumer.MAX_HELD;
    for (int i = 0; i < many; i++) {
      sent(i % 2 == 0 ? Operations.READ : Operations.REACT, "" + i, "chat " + i);
    }
    sent(Operations.SCREENSHOT, "picture", "picture");
    WithHeld host = new WithHeld();
    host.start();
    queue.awaitDeleted(id("picture").value());
    assertThat(store.outcomeOf(id("picture")))
        .contains(new Outcome.Succeeded(Operations.NO_PAGE, Duration.ZERO));
    host.awaitHeld(many);
    connect();
    for (int i = 0; i < many; i++) {
      worked();
    }
    host.awaitHeld(0);
    host.stop();
  }

  @Test
  void leavesWhatCouldNotBeHeld() throws Exception {
    holding.waits = id("1");
    holding.fails = true;
    sent(NOW, "1", "chat");
    consumer.start();
    queue.awaitExtended(id("1").value(), AFTER_FAILURE);
    assertThat(page.calls).isEmpty();
  }

  @Test
  void runsACommandOnceThatIsDeliveredAgainWhileItRuns() throws Exception {
    sent(NOW, "1", "chat");
    consumer.start();
    FakePage.Call call = nextCall();
    int receives = queue.receives();
    queue.timeOut(id("1").value());
    queue.awaitReceives(receives + 2);
    answer(call);
    queue.awaitDeleted(id("1").value());
    assertThat(page.calls).isEmpty();
  }

  @Test
  void letsNothingPassACommandThatIsDeliveredAgainWhileItRuns() throws Exception {
    sent(NOW, "1", "chat");
    consumer.start();
    FakePage.Call call = nextCall();
    sent(NOW, "2", "chat");
    queue.timeOut(id("1").value());
    queue.awaitExtended(id("2").value(), AFTER_FAILURE);
    assertThat(page.calls).isEmpty();
    answer(call);
    queue.awaitDeleted(id("1").value());
    queue.timeOut(id("2").value());
    assertThat(worked()).isEqualTo("2");
  }

  @Test
  void stopsWhateverTheQueueDoes() throws Exception {
    sent(LATER, "1", "chat");
    consumer.start();
    queue.awaitReceives(1);
    queue.writesFail = true;
    assertThat(stop()).isTrue();
    assertThat(failures).isEmpty();
  }

  private CommandRunner runner() {
    return new CommandRunner(
        store,
        new Claims(store, lease, () -> 0, new Random(1), pause -> {}),
        gate,
        id -> operations.apply(id),
        command -> new CommandMedia.Taken(command, List.of()),
        new LargeAnswers(new FakeObjectStore(), Path.of(".")),
        lease,
        SOON,
        new CommandMetrics(),
        new MemoryUsageStore().ofSession(),
        () -> Instant.EPOCH,
        () -> 0);
  }

  /** Holds one command and records it. */
  private static final class OneHeld implements Holding {
    final List<CommandId> held = new CopyOnWriteArrayList<>();
    volatile CommandId waits = id("none");
    volatile boolean fails;

    @Override
    public boolean goesNow(Command command, Delivery delivery, boolean hasRoom) {
      return !command.id().equals(waits);
    }

    @Override
    public void hold(Command command, Delivery delivery) {
      if (fails) {
        throw SdkClientException.create("DynamoDB does not answer");
      }
      held.add(command.id());
    }
  }
}
