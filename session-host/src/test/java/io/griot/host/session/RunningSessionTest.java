package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.SessionId;
import io.griot.contract.Wanted;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus;
import io.griot.host.command.SessionGate;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.Lease;
import io.griot.host.lease.SessionRecord;
import io.griot.host.lease.TestTime;
import io.griot.host.session.RunningSession.End;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class RunningSessionTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));
  private static final String HOST = "host-1";
  private static final long PATIENCE_SECONDS = 60;

  private final TestTime time = new TestTime();
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final SessionGate gate = new SessionGate();
  private volatile boolean holds = true;
  private volatile boolean linked = true;
  private volatile boolean unlinked = true;
  private volatile boolean isLast = true;
  private final HostSessionsFixture.Happening happenings = new HostSessionsFixture.Happening();
  private volatile String failing = "";
  private volatile SessionParts.Ends hooks = new Ignored();

  @Test
  void givesASessionBackInOrder() throws InterruptedException {
    RunningSession session = started();

    session.end(End.GIVEN_BACK);

    assertThat(awaitEnd()).isEqualTo(End.GIVEN_BACK);
    assertThat(steps)
        .containsExactly("record", "take", "stop taking", "close", "checkpoint", "stop recording");
    assertThat(stored().owner()).isEmpty();
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void leavesAStoppedSessionWaitingForNobody() throws InterruptedException {
    RunningSession session = started();
    leases.want(SESSION, Wanted.STOPPED);

    session.end(End.STOPPED);

    assertThat(awaitEnd()).isEqualTo(End.STOPPED);
    assertThat(stored().owner()).isEmpty();
    assertThat(stored().waiting()).isFalse();
  }

  @Test
  void leavesAParkedSessionWithoutAHostOnceItsProfileIsStored() throws InterruptedException {
    RunningSession session = started();
    leases.want(SESSION, Wanted.PARKED);

    session.end(End.PARKED);

    assertThat(awaitEnd()).isEqualTo(End.PARKED);
    assertThat(steps)
        .containsExactly(
            "record", "take", "stop taking", "close", "checkpoint", "stop recording", "drop");
    assertThat(stored().wanted()).isEqualTo(Wanted.PARKED);
    assertThat(stored().owner()).isEmpty();
    assertThat(stored().waiting()).isFalse();
  }

  /** The last: the browser was killed, so what is stored may be older than what it sent. */
  @ParameterizedTest
  @ValueSource(strings = {"checkpoint", "close", "older"})
  void leavesNoSessionParkedWhoseLastStateIsNotStored(String step) throws InterruptedException {
    RunningSession session = started();
    leases.want(SESSION, Wanted.PARKED);
    failing = step;
    isLast = false;

    session.end(End.PARKED);

    assertThat(awaitEnd()).isEqualTo(End.PARKED);
    assertThat(stored().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(stored().owner()).isEmpty();
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void hasASessionRunAgainToWhichACommandCameWhileItWasParked() throws InterruptedException {
    RunningSession session = started();
    leases.want(SESSION, Wanted.PARKED);
    happenings.count.incrementAndGet();

    session.end(End.PARKED);

    assertThat(awaitEnd()).isEqualTo(End.PARKED);
    assertThat(stored().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void hasASessionWaitThatWasWokenWhileItWasParked() throws InterruptedException {
    RunningSession session = started();

    session.end(End.PARKED); // meanwhile a command has it wanted running

    assertThat(awaitEnd()).isEqualTo(End.PARKED);
    assertThat(stored().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void writesNothingWhenTheLeaseIsLostWhileItParks() throws InterruptedException {
    RunningSession session = started();
    leases.want(SESSION, Wanted.PARKED);
    leases.steal(SESSION, "thief");
    holds = false;

    session.end(End.PARKED);

    assertThat(awaitEnd()).isEqualTo(End.PARKED);
    assertThat(stored().owner()).contains("thief");
    assertThat(stored().wanted()).isEqualTo(Wanted.PARKED);
  }

  @Test
  void hasAStoppedSessionWaitWhenItWasStartedAgainMeanwhile() throws InterruptedException {
    RunningSession session = started();

    session.end(End.STOPPED); // meanwhile it is wanted running again

    assertThat(awaitEnd()).isEqualTo(End.STOPPED);
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void endsASessionWithWhatIsLeftOfIt() throws InterruptedException {
    linked = false;
    RunningSession session = started();
    leases.want(SESSION, Wanted.ENDED);

    session.end(End.ENDED);

    assertThat(awaitEnd()).isEqualTo(End.ENDED);
    assertThat(steps).endsWith("stop taking", "close", "stop recording", "remove");
    assertThat(leases.find(SESSION)).isEmpty();
  }

  @Test
  void killsFirstAndWritesNothingWhenTheLeaseIsLost() throws InterruptedException {
    RunningSession session = started();
    leases.steal(SESSION, "thief");

    session.end(End.LOST);

    assertThat(awaitEnd()).isEqualTo(End.LOST);
    assertThat(steps)
        .containsExactly("record", "take", "kill", "kill", "stop taking", "stop recording");
    assertThat(stored().owner()).contains("thief");
    assertThat(session.lease().isHeldAt(time.getAsLong())).isFalse();
  }

  @Test
  void isLostRatherThanGivenBackWhenTheHeartbeatStopsHoldingMeanwhile()
      throws InterruptedException {
    RunningSession session = started();
    holds = false;

    session.end(End.GIVEN_BACK);

    assertThat(awaitEnd()).isEqualTo(End.GIVEN_BACK);
    assertThat(steps).doesNotContain("checkpoint");
    assertThat(stored().owner()).contains(HOST); // others take it when the heartbeat has expired
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop taking", "close", "checkpoint", "stop recording", "remove", "kill"})
  void freesTheSlotWhateverStepOfAnEndThrows(String step) throws InterruptedException {
    for (End how : List.of(End.GIVEN_BACK, End.FAILED)) {
      leases.put(FakeLeaseStore.waiting(SESSION), time.instant());
      failing = step;
      RunningSession session = started();

      session.end(how);

      assertThat(awaitEnd()).isEqualTo(how);
      assertThat(stored().owner()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void freesTheSlotWhenDynamoDbFails(End how) throws Exception {
    gate.set(bridge(), PageStatus.Standing.NOT_CONNECTED); // a logout does not wait for a page
    RunningSession session = started();
    leases.setDown(true);

    session.end(how);

    assertThat(awaitEnd()).isEqualTo(how);
  }

  @Test
  void givesTheSessionBackWhenItsPartsCannotBeMade() throws InterruptedException {
    failing = "make";
    RunningSession session = session();

    session.start();

    assertThat(awaitEnd()).isEqualTo(End.FAILED);
    assertThat(stored().owner()).isEmpty();
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void saysOfASessionThatItWasToEndThatItFailedWhenItsPartsCannotBeMade()
      throws InterruptedException {
    failing = "make";
    RunningSession session = session();
    leases.want(SESSION, Wanted.ENDED);
    session.end(End.ENDED);

    session.start();

    assertThat(awaitEnd()).isEqualTo(End.FAILED); // so it is not taken again at once
    assertThat(stored().owner()).isEmpty();
  }

  @Test
  void givesTheSessionBackWhenItsBrowsersThreadFails() throws InterruptedException {
    failing = "browse";
    session().start();

    assertThat(awaitEnd()).isEqualTo(End.FAILED);
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void givesTheSessionBackWhenAPartFails() throws InterruptedException {
    started();

    hooks.failed(new IllegalStateException("a bug"));

    assertThat(awaitEnd()).isEqualTo(End.FAILED);
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void isLostWhenAPartSaysSo() throws InterruptedException {
    started();

    hooks.lost();
    hooks.lost();

    assertThat(awaitEnd()).isEqualTo(End.LOST);
    assertThat(ends).isEmpty();
  }

  @Test
  void carriesOutTheFirstEndThatWasAskedFor() throws InterruptedException {
    RunningSession session = started();

    session.end(End.STOPPED);
    session.end(End.GIVEN_BACK);

    assertThat(awaitEnd()).isEqualTo(End.STOPPED);
    assertThat(ends).isEmpty();
  }

  @Test
  void isLostWhenItsBrowsersThreadSeesThatTheLeaseDoesNotHold() throws InterruptedException {
    failing = "lease";
    session().start();

    assertThat(awaitEnd()).isEqualTo(End.LOST);
    assertThat(stored().owner()).contains(HOST);
  }

  @Test
  void logsTheDeviceOutBeforeItClosesTheBrowserOfASessionThatEnds() throws Exception {
    gate.set(bridge(), PageStatus.Standing.CONNECTED);
    RunningSession session = started();
    leases.want(SESSION, Wanted.ENDED);

    session.end(End.ENDED);

    assertThat(awaitEnd()).isEqualTo(End.ENDED);
    assertThat(steps)
        .containsExactly(
            "record", "take", "log out", "stop taking", "close", "stop recording", "remove");
    assertThat(leases.find(SESSION)).isEmpty();
    assertThat(leases.linkedEndings()).isEmpty();
  }

  @Test
  void endsASessionWhoseDeviceCannotBeLoggedOut() throws Exception {
    gate.set(bridge(), PageStatus.Standing.NOT_CONNECTED); // the phone removed it already
    RunningSession session = started();
    leases.want(SESSION, Wanted.ENDED);

    session.end(End.ENDED);

    assertThat(awaitEnd()).isEqualTo(End.ENDED);
    assertThat(steps).doesNotContain("log out");
    assertThat(leases.find(SESSION)).isEmpty();
  }

  @Test
  void notesThatADeviceMayStillBeLinkedWhenNobodyConfirmsThatItIsNot() throws Exception {
    gate.set(bridge(), PageStatus.Standing.CONNECTED);
    unlinked = false;
    RunningSession session = started();
    leases.want(SESSION, Wanted.ENDED);

    session.end(End.ENDED);

    assertThat(awaitEnd()).isEqualTo(End.ENDED);
    assertThat(leases.find(SESSION)).isEmpty();
    assertThat(leases.linkedEndings()).hasSize(1);
  }

  @Test
  void waitsNoLongerForAPageToLogOutWhenTheLeaseIsLost() throws InterruptedException {
    RunningSession session = started();
    leases.want(SESSION, Wanted.ENDED);
    session.end(End.ENDED);

    session.end(End.LOST);

    assertThat(steps).contains("kill"); // killed in this thread, at once
    assertThat(awaitEnd()).isEqualTo(End.LOST);
    assertThat(steps).doesNotContain("log out", "remove");
    assertThat(stored().owner()).contains(HOST);
  }

  @Test
  void givesBackWhatWasToEndAndIsWantedAgain() throws InterruptedException {
    linked = false;
    RunningSession session = started();

    session.end(End.ENDED); // meanwhile it is wanted running again

    assertThat(awaitEnd()).isEqualTo(End.ENDED);
    assertThat(steps).doesNotContain("remove");
    assertThat(stored().owner()).isEmpty();
    assertThat(stored().waiting()).isTrue();
  }

  @Test
  void startsNoBrowserWhenTheLeaseWasLostWhileItsPartsWereMade() throws InterruptedException {
    RunningSession session = session();
    session.end(End.LOST);

    session.start();

    assertThat(awaitEnd()).isEqualTo(End.LOST);
    assertThat(steps).contains("kill").doesNotContain("record", "take");
    assertThat(stored().owner()).contains(HOST);
  }

  @Test
  void passesARestartOnThatWasAskedForWhileItsPartsWereMade() throws InterruptedException {
    RunningSession session = session();
    session.restart(2);
    session.restart(3);

    session.start();
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    session.restart(3);

    assertThat(steps.stream().filter(step -> step.startsWith("restart")))
        .containsExactly("restart 3");
    session.end(End.GIVEN_BACK);
    assertThat(awaitEnd()).isEqualTo(End.GIVEN_BACK);
  }

  @Test
  void passesEachRestartOnOnce() throws InterruptedException {
    RunningSession session = started();

    session.restart(0); // requested before it was taken
    session.restart(1);
    session.restart(1);
    session.restart(4);

    assertThat(steps.stream().filter(step -> step.startsWith("restart")))
        .containsExactly("restart 1", "restart 4");
    session.end(End.GIVEN_BACK);
    assertThat(awaitEnd()).isEqualTo(End.GIVEN_BACK);
  }

  private static PageBridge bridge() throws IOException {
    return PageBridge.install(new FakePage(), new BridgeScript(""), Clock.systemUTC(), event -> {});
  }

  private RunningSession started() throws InterruptedException {
    RunningSession session = session();
    session.start();
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return session;
  }

  private RunningSession session() {
    if (leases.find(SESSION).isEmpty()) {
      leases.put(FakeLeaseStore.waiting(SESSION), time.instant());
    }
    SessionRecord seen = leases.find(SESSION).orElseThrow();
    long token = leases.take(seen, HOST).orElseThrow();
    Lease lease = new Lease(SESSION, HOST, token, nanos -> holds);
    return new RunningSession(
        seen, lease, this::parts, leases, time, time, (ended, how) -> ends.add(how));
  }

  private Lease lease() {
    return new Lease(SESSION, HOST, stored().token(), nanos -> holds);
  }

  private End awaitEnd() throws InterruptedException {
    End how = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (how == null) {
      throw new AssertionError("the session does not end; steps: " + steps);
    }
    return how;
  }

  private SessionRecord stored() {
    return leases.find(SESSION).orElseThrow();
  }

  private SessionParts parts(SessionRecord session, Lease lease, SessionParts.Ends given)
      throws IOException {
    hooks = given;
    if (failing.equals("make")) {
      throw new IOException("AWS does not answer");
    }
    return new SessionParts(
        new PageStatusBoard(
            PageStatus.none(Optional.empty(), Set.of(), Optional.empty()),
            () -> new PageStatus.Moment(time.instant(), time.getAsLong()),
            List.of()),
        new FakeBrowser(lease),
        gate,
        part("take", "stop taking"),
        part("record", "stop recording"),
        () -> linked,
        new Stored(),
        new Quiet(happenings, time),
        () -> step("remove"));
  }

  private void step(String name) {
    steps.add(name);
    if (failing.equals(name)) {
      throw SdkClientException.create(name);
    }
  }

  private SessionParts.Commands part(String start, String stop) {
    return new SessionParts.Commands() {
      @Override
      public void suspend(boolean is) {
        if (is) {
          step("suspend");
        }
      }

      @Override
      public void start() {
        step(start);
        if (start.equals("take")) {
          begun.countDown();
        }
      }

      @Override
      public void stop(Duration deadline) {
        step(stop);
      }
    };
  }

  private final class FakeBrowser implements BrowserControl {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Lease lease;

    private FakeBrowser(Lease lease) {
      this.lease = lease;
    }

    @Override
    public void run() throws InterruptedException, LeaseLostException {
      if (failing.equals("lease")) {
        throw new LeaseLostException(lease);
      }
      if (failing.equals("browse")) {
        throw new IllegalStateException("a bug");
      }
      closed.await();
    }

    @Override
    public void restart(long number) {
      steps.add("restart " + number);
    }

    @Override
    public boolean logOut(Duration deadline) {
      steps.add("log out");
      return unlinked;
    }

    @Override
    public void close() {
      closed.countDown();
      step("close");
    }

    @Override
    public void kill() {
      closed.countDown();
      step("kill");
    }
  }

  private final class Stored implements SessionParts.Checkpoint {
    @Override
    public void take() {
      step("checkpoint");
      if (isLast) {
        assertThat(leases.setCheckpoint(lease(), "checkpoint-1", true)).isTrue();
      }
    }

    @Override
    public void dropLocal() {
      step("drop");
    }
  }

  private static final class Ignored implements SessionParts.Ends {
    @Override
    public void lost() {
      throw new AssertionError("not made yet");
    }

    @Override
    public void failed(Throwable failure) {
      throw new AssertionError("not made yet", failure);
    }
  }
}
