package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.browser.PageGoneException;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseCheck;
import io.griot.host.media.CommandMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * The parts for the commands of one session: stores in memory, and a page whose calls are answered
 * by the test.
 */
final class CommandFixture {
  static final long TOKEN = 7;
  static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  /** Long enough for a slow machine. */
  static final Duration SOON = Duration.ofSeconds(60);

  final FakeCommandStateStore store = new FakeCommandStateStore();
  final SessionGate gate = new SessionGate();
  final FakePage page = new FakePage();
  final FakeObjectStore objects = new FakeObjectStore();
  final CommandMetrics metrics = new CommandMetrics();
  final MemoryUsageStore usage = new MemoryUsageStore();
  final CommandReader reader = new CommandReader(objects, SESSION);
  final Lease lease;
  final LeaseCheck check;
  volatile CommandMedia media = command -> new CommandMedia.Taken(command, List.of());
  volatile Function<String, Optional<Operation>> operations = Operations::byId;
  private final InstantSource clock;

  /** A session whose lease is held while the host's heartbeat holds. */
  CommandFixture(InstantSource clock, LongPredicate heartbeatHolds) {
    this.clock = clock;
    lease = new Lease(SESSION, "host-a", TOKEN, heartbeatHolds);
    check = new LeaseCheck(lease, () -> 0);
    store.giveSession(lease);
  }

  CommandRunner runner() {
    return new CommandRunner(
        store,
        new Claims(store, lease, () -> 0, new Random(1), pause -> {}),
        gate,
        id -> operations.apply(id),
        work(PageWork.PAGE_PATIENCE),
        check,
        new CommandCounts(metrics, usage.ofSession()),
        clock);
  }

  PageWork work(Duration pagePatience) {
    return new PageWork(
        gate,
        command -> media.take(command),
        new LargeAnswers(objects, Path.of(System.getProperty("java.io.tmpdir"))),
        Duration.ofMinutes(1),
        check,
        clock,
        pagePatience);
  }

  PageBridge bridge() throws IOException {
    return PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
  }

  /** The page is loaded anew, and is connected. */
  void connect() throws IOException {
    gate.set(bridge(), Standing.CONNECTED);
  }

  static CommandId id(String name) {
    return CommandId.ofIdempotencyKey(SESSION, name);
  }

  FakePage.Call nextCall() throws InterruptedException {
    FakePage.Call call = page.calls.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("the page was not called");
    }
    return call;
  }

  /** The next call, answered. */
  FakePage.Call answered() throws InterruptedException {
    FakePage.Call call = nextCall();
    answer(call);
    return call;
  }

  /** The argument {@code name} of a call. */
  static String name(FakePage.Call call) {
    return call.request().at("/args/name").asText();
  }

  static void answer(FakePage.Call call) {
    call.answer().complete("{\"ok\":true,\"answer\":{\"success\":true},\"pageMs\":1.5}");
  }

  /** The page has no bridge. */
  static void absent(FakePage.Call call) {
    call.answer().complete("{\"absent\":true}");
  }

  static void crash(FakePage.Call call) {
    call.answer().completeExceptionally(new PageGoneException("crashed"));
  }

  static void fail(FakePage.Call call, FailureCode code) {
    call.answer().complete("{\"ok\":false,\"code\":\"" + code + "\",\"detail\":\"\",\"pageMs\":1}");
  }

  FailureCode failureOf(Command command) {
    Outcome outcome = store.outcomeOf(command.id()).orElseThrow();
    if (outcome instanceof Outcome.Failed failed) {
      return failed.code();
    }
    throw new AssertionError("not failed: " + outcome);
  }

  CommandStatus statusOf(Command command) {
    return store.found(command.id()).orElseThrow().status();
  }
}
