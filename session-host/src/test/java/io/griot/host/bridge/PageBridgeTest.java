package io.griot.host.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class PageBridgeTest {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  private final FakePage page = new FakePage();

  private static Command command() {
    return new Command(
        CommandId.ofIdempotencyKey(SESSION, "one"),
        SESSION,
        "read",
        Json.MAPPER.createObjectNode(),
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }

  @Test
  void takesThePagesOwnWordForALogoutWhoseAnswerIsLostWithThePage() throws Exception {
    PageBridge bridge =
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
    page.say(
        "{\"n\":1,\"type\":\"loggedOut\",\"reason\":\"removed_by_server\"}"); // of an earlier link
    Callable<Boolean> call = () -> bridge.logOut(Duration.ofMinutes(1));
    FutureTask<Boolean> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    assertThat(page.calls.poll(60, TimeUnit.SECONDS)).isNotNull();
    assertThat(task.isDone()).isFalse();
    page.say("{\"n\":2,\"type\":\"loggedOut\",\"reason\":\"not_confirmed\"}");
    assertThat(task.isDone()).isFalse();
    page.say("{\"n\":3,\"type\":\"loggedOut\",\"reason\":\"user_initiated\"}");
    assertThat(task.get(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void doesNotSayThatADeviceIsUnlinkedWhenThePageDoesNot() throws Exception {
    PageBridge bridge =
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
    FutureTask<Boolean> task = new FutureTask<>(() -> bridge.logOut(Duration.ofMinutes(1)));
    Thread.ofVirtual().start(task);
    FakePage.Call called = page.calls.poll(60, TimeUnit.SECONDS);
    assertThat(called).isNotNull();
    called.answer().complete("false");
    assertThat(task.get(60, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void waitsLongerThanThePageWhichKnowsWhatItsDeadlineMeans() throws Exception {
    PageBridge bridge =
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
    Callable<CallResult> call = () -> bridge.call(command(), List.of(), Duration.ofMillis(1));
    FutureTask<CallResult> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    FakePage.Call called = page.calls.poll(60, TimeUnit.SECONDS);
    assertThat(called).isNotNull();
    var ids = called.request().path("context");
    assertThat(ids.path("deadlineMs").asLong()).isEqualTo(1);
    // The page's own deadline is long past when it says so.
    assertThat(task.isDone()).isFalse();
    called.answer().complete("{\"ok\":false,\"code\":\"OVERLOADED\",\"detail\":\"\",\"pageMs\":1}");
    assertThat(task.get(60, TimeUnit.SECONDS))
        .isEqualTo(new CallResult.Refused(FailureCode.OVERLOADED, ""));
  }

  @Test
  void saysWhenACommandIsQueuedAndThenWaitsForItsEnd() throws Exception {
    PageBridge bridge =
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
    CountDownLatch queued = new CountDownLatch(1);
    CommandId before = CommandId.ofIdempotencyKey(SESSION, "before");
    CallOrder order = new CallOrder(List.of(before), Optional.of(queued::countDown));
    FutureTask<CallResult> task = calling(bridge, order);
    FakePage.Call called = nextCall();
    var context = called.request().path("context");
    assertThat(context.at("/after/0").asText()).isEqualTo(before.value());
    assertThat(context.path("untilQueued").asBoolean()).isTrue();
    called.answer().complete("{\"reached\":\"queued\"}");
    FakePage.Call joined = nextCall();
    assertThat(queued.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(joined.request().at("/context/join").asBoolean()).isTrue();
    joined.answer().complete("{\"reached\":\"unknown\"}");
    assertThat(task.get(60, TimeUnit.SECONDS)).isInstanceOf(CallResult.Lost.class);
  }

  @Test
  void saysThatItsCallCameTooEarly() throws Exception {
    PageBridge bridge =
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
    FutureTask<CallResult> task = calling(bridge, CallOrder.NONE);
    nextCall().answer().complete("{\"reached\":\"early\"}");
    assertThat(task.get(60, TimeUnit.SECONDS)).isEqualTo(new CallResult.Early());
  }

  private static FutureTask<CallResult> calling(PageBridge bridge, CallOrder order) {
    Callable<CallResult> call =
        () -> bridge.call(command(), List.of(), Duration.ofMinutes(1), order);
    FutureTask<CallResult> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private FakePage.Call nextCall() throws InterruptedException {
    FakePage.Call called = page.calls.poll(60, TimeUnit.SECONDS);
    assertThat(called).isNotNull();
    return called;
  }

  @Test
  void isIdleSinceItsLastCommandEndedAndNotWhileOneIsUnderWay() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    PageBridge bridge = PageBridge.install(page, new BridgeScript(""), now::get, event -> {});
    now.set(Instant.EPOCH.plusSeconds(60));
    assertThat(bridge.idleFor()).contains(Duration.ofSeconds(60));
    Callable<CallResult> call = () -> bridge.call(command(), List.of(), Duration.ofMinutes(1));
    FutureTask<CallResult> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    FakePage.Call called = page.calls.poll(60, TimeUnit.SECONDS);
    assertThat(called).isNotNull();
    assertThat(bridge.idleFor()).isEmpty();
    now.set(Instant.EPOCH.plusSeconds(90));
    called.answer().complete("{\"ok\":false,\"code\":\"OVERLOADED\",\"detail\":\"\",\"pageMs\":1}");
    CallResult _ = task.get(60, TimeUnit.SECONDS);
    now.set(Instant.EPOCH.plusSeconds(100));
    assertThat(bridge.idleFor()).contains(Duration.ofSeconds(10));
  }
}
