package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import io.griot.contract.Wanted;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.command.SessionGate;
import io.griot.host.lease.FakeHostStore;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.Heartbeat;
import io.griot.host.lease.HostBeat;
import io.griot.host.lease.HostRecord;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseTiming;
import io.griot.host.lease.SessionRecord;
import io.griot.host.lease.SessionRecordBuilder;
import io.griot.host.lease.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class HostSessionsTest {
  private static final String HOST = "host-1";
  private static final Duration DURATION = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration OWN = Duration.ofSeconds(15);
  private static final Instant PROVEN = Instant.parse("2026-11-30T08:00:07Z");
  private static final long PATIENCE_SECONDS = 60;

  private final TestTime time = new TestTime();
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final FakeHostStore hosts = new FakeHostStore();
  private final Heartbeat heartbeat =
      new Heartbeat(
          hosts,
          HOST,
          this::beat,
          new LeaseTiming(DURATION, Duration.ofSeconds(4)),
          time,
          new Unwatched(),
          failure -> {});

  /** Sessions whose parts are being built, each with the latch that makes the building fail. */
  private final Map<SessionId, CountDownLatch> making = new ConcurrentHashMap<>();

  /** Sessions that can be built, and what happened to their browsers. */
  private final Map<SessionId, List<String>> browsers = new ConcurrentHashMap<>();

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  /** How long sessions were here, by customer. */
  private final Map<CustomerId, Duration> times = new ConcurrentHashMap<>();

  private final HostSessions sessions = withSlots(3);

  @BeforeEach
  void beatOnce() {
    heartbeat.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    leases.setDown(false);
    hosts.setDown(false);
    making.values().forEach(CountDownLatch::countDown);
    sessions.killAll();
    heartbeat.stop(true);
    assertThat(failures).isEmpty();
  }

  @Test
  void takesWaitingSessionsLinkedOnesFirstAndNoMoreThanItHasSlots() {
    put("new", false, 1);
    put("old", false, 0);
    put("linked", true, 9);
    put("late", false, 5);

    sessions.look();

    assertThat(owner("linked")).contains(HOST);
    assertThat(owner("old")).contains(HOST);
    assertThat(owner("new")).contains(HOST);
    assertThat(owner("late")).isEmpty();
    assertThat(sessions.occupancy().free()).isZero();
  }

  @Test
  void looksAgainSoonAfterItTookSessions() {
    put("first", true, 1);

    sessions.look();
    Duration afterTaking = sessions.pause();
    sessions.look();

    assertThat(afterTaking).isLessThan(sessions.pause());
  }

  @Test
  void takesTheSessionsOfAHostThatDiedWhenItsOwnDurationIsOver() {
    owned("shop", "dead", true);
    hosts.put(new HostRecord("dead", 7, Duration.ofSeconds(40), 0, false));
    sessions.look();

    pass(Duration.ofSeconds(38));
    assertThat(owner("shop")).contains("dead");

    pass(LOOK);
    assertThat(owner("shop")).contains(HOST);
    assertThat(token("shop")).isEqualTo(2);
  }

  @Test
  void looksAgainAtOnceForWhatADeadHostLeftBeyondWhatIsTakenAtATime() {
    HostSessions roomy = withSlots(10);
    List<String> names = List.of("a", "b", "c", "d", "e", "f");
    names.forEach(name -> owned(name, "dead", true));
    hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    roomy.look();
    pass(DURATION, roomy);
    assertThat(names).filteredOn(name -> owner(name).equals(Optional.of(HOST))).hasSize(4);

    pass(LOOK.dividedBy(2), roomy);

    assertThat(names).allSatisfy(name -> assertThat(owner(name)).contains(HOST));
    names.forEach(this::let);
    roomy.killAll();
  }

  @Test
  void countsHowLongSessionsAreHereAlsoWhenTheyEnd() {
    put("shop", true, 0);
    put("branch", true, 1);
    sessions.look();
    pass(LOOK);
    sessions.countTime();
    assertThat(times.values()).containsExactly(LOOK.multipliedBy(2));

    pass(LOOK);
    let("shop");
    let("branch");
    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);

    assertThat(times.values()).containsExactly(LOOK.multipliedBy(4));
  }

  @Test
  void takesNothingOfAHostThatBeats() {
    owned("shop", "alive", true);
    for (int beat = 1; beat < 20; beat++) {
      hosts.put(new HostRecord("alive", beat, DURATION, 0, false));
      pass(Duration.ofSeconds(4));
    }

    assertThat(owner("shop")).contains("alive");
  }

  @Test
  void letsGoWhatADeadHostHadAndNobodyWants() {
    owned("stopped", "dead", true);
    leases.want(id("stopped"), Wanted.STOPPED);
    owned("ended", "dead", false);
    leases.want(id("ended"), Wanted.ENDED);
    hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    sessions.look();

    pass(DURATION);

    assertThat(owner("stopped")).isEmpty();
    assertThat(stored("stopped").orElseThrow().waiting()).isFalse();
    assertThat(stored("ended")).isEmpty();
    assertThat(sessions.occupancy().sessions()).isZero();
  }

  @Test
  void looksAtItsOwnAtOnceWhenItIsPoked() {
    put("shop", true, 0);
    sessions.look();
    leases.steal(id("shop"), "thief");
    hosts.poke(HOST);

    pass(LOOK);

    await().atMost(Duration.ofMinutes(1)).until(() -> lease("shop").isEmpty());
  }

  @Test
  void looksAtItsOwnWithoutAPokeToo() {
    put("shop", true, 0);
    sessions.look();
    leases.steal(id("shop"), "thief");
    pass(LOOK);
    assertThat(sessions.occupancy().sessions()).isEqualTo(1);

    pass(OWN);

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> sessions.occupancy().sessions() == 0 || isEnding("shop"));
  }

  @Test
  void losesEverythingWhenTheHeartbeatStoodStillAndTakesItAgainUnderANewToken() {
    put("shop", true, 0);
    sessions.look();
    time.pass(Duration.ofSeconds(13));

    sessions.look();
    let("shop");
    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(owner("shop")).contains(HOST); // nothing was written under the lost lease

    hosts.tried.drainPermits();
    heartbeat.hurry();
    await().atMost(Duration.ofMinutes(1)).until(() -> heartbeat.term().test(time.getAsLong()));
    pass(OWN);

    assertThat(token("shop")).isEqualTo(2);
  }

  @Test
  void takesNothingWhileItsHeartbeatDoesNotHold() {
    time.pass(Duration.ofSeconds(13));
    put("shop", true, 0);

    sessions.look();

    assertThat(owner("shop")).isEmpty();
  }

  @Test
  void goesOnAfterALookThatFailed() {
    put("shop", true, 0);
    leases.setDown(true);
    sessions.look();
    leases.setDown(false);
    hosts.setDown(true);
    pass(LOOK);
    hosts.setDown(false);

    pass(LOOK);

    assertThat(owner("shop")).contains(HOST);
  }

  @Test
  void triesASessionThatFailedHereOnlyAfterAWhile() {
    put("shop", true, 0);
    sessions.look();
    let("shop");
    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(owner("shop")).isEmpty();

    sessions.look();
    assertThat(owner("shop")).isEmpty();

    pass(LOOK);
    assertThat(owner("shop")).contains(HOST);
  }

  @Test
  void takesNothingAndGivesAwayWhatItHasWhenItIsDrained() {
    put("shop", true, 0);
    sessions.look();
    let("shop");
    hosts.drain(HOST);

    pass(LOOK);
    put("another", true, 0);
    pass(LOOK);

    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    pass(Duration.ofMinutes(2));
    assertThat(owner("shop")).isEmpty();
    assertThat(owner("another")).isEmpty();
    assertThat(sessions.isClosed()).isTrue();
  }

  @Test
  void givesAwayWhatIsToMoveAndLeavesItToOthersForAWhile() {
    List<String> browser = works("shop");
    put("shop", true, 0);
    sessions.look();
    await().atMost(Duration.ofMinutes(1)).until(() -> browser.contains("run"));

    leases.wantMove(id("shop"), HOST, time.instant().plusSeconds(120));
    pass(OWN);
    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(browser).containsExactly("run", "close");
    pass(Duration.ofSeconds(60));
    assertThat(owner("shop")).isEmpty();
    assertThat(stored("shop").orElseThrow().waiting()).isTrue();

    // Nobody else has room: rather here than nowhere.
    pass(Duration.ofSeconds(60));
    assertThat(owner("shop")).contains(HOST);
  }

  @Test
  void takesNothingFromAHostThatBeatsAgainThoughItWasJudgedDead() {
    owned("shop", "stalled", true);
    hosts.put(new HostRecord("stalled", 7, DURATION, 0, false));
    sessions.look();
    leases.hostsStandStill(host -> false);

    pass(DURATION);

    assertThat(owner("shop")).contains("stalled");
    assertThat(sessions.occupancy().sessions()).isZero();
  }

  @Test
  void leavesASessionRunningThatANewerVersionWrote() {
    put("shop", true, 0);
    sessions.look();
    leases.makeUnknown(id("shop"));

    pass(OWN);

    assertThat(sessions.occupancy().sessions()).isEqualTo(1);
  }

  @Test
  void letsGoWhatTheTableSaysItHasAndItHasNoRoomFor() {
    owned("forgotten", HOST, true);
    put("a", true, 0);
    put("b", true, 0);
    put("c", true, 0);
    // Fills the host before it reads its own sessions for the first time after that.
    sessions.look();
    pass(OWN);

    assertThat(sessions.occupancy().sessions()).isEqualTo(3);
    assertThat(Stream.of("forgotten", "a", "b", "c").map(this::owner))
        .filteredOn(Optional::isPresent)
        .hasSize(3);
  }

  @Test
  void seesPastSessionsThatItCannotTake() {
    for (int i = 0; i < 30; i++) {
      put("odd" + i, true, 0);
      leases.makeUnknown(id("odd" + i));
    }
    put("shop", false, 9);

    sessions.look();
    sessions.look();

    assertThat(owner("shop")).contains(HOST);
  }

  @Test
  void takesBackAllThatItHadInItsEarlierLifeAtOnce() throws InterruptedException {
    for (String name : List.of("a", "b", "c")) {
      owned(name, "host-0", true);
    }
    hosts.put(new HostRecord("host-0", 7, DURATION, 0, false));

    sessions.start(Optional.of("host-0"));

    assertThat(sessions.occupancy().sessions()).isEqualTo(3);
    List.of("a", "b", "c").forEach(this::let);
    sessions.close();
  }

  @Test
  void takesBackAtOnceWhatItHadInItsEarlierLife() throws InterruptedException {
    owned("shop", "host-0", true);
    hosts.put(new HostRecord("host-0", 7, DURATION, 0, false));

    sessions.start(Optional.of("host-0"));

    assertThat(owner("shop")).contains(HOST);
    let("shop");
    sessions.close();
  }

  @Test
  void takesBackNoMoreThanItHasRoomForAndLetsOthersHaveTheRest() throws InterruptedException {
    List<String> names = List.of("one", "two", "three", "four", "five");
    names.forEach(name -> owned(name, "host-0", true));
    hosts.put(new HostRecord("host-0", 7, DURATION, 0, false));

    sessions.start(Optional.of("host-0"));

    assertThat(names.stream().filter(name -> owner(name).filter(HOST::equals).isPresent()))
        .hasSize(3);
    assertThat(names.stream().filter(name -> stored(name).orElseThrow().waiting())).hasSize(2);
    names.forEach(this::let);
    sessions.close();
  }

  @Test
  void restartsABrowserOnceForARequest() {
    List<String> browser = works("shop");
    put("shop", true, 0);
    sessions.look();
    await().atMost(Duration.ofMinutes(1)).until(() -> browser.contains("run"));
    pass(OWN);
    assertThat(browser).containsExactly("run");

    leases.wantRestart(id("shop"));
    pass(OWN);
    pass(OWN);
    assertThat(browser).containsExactly("run", "restart 1");

    leases.wantRestart(id("shop"));
    leases.wantRestart(id("shop"));
    pass(OWN);
    assertThat(browser).containsExactly("run", "restart 1", "restart 3");
  }

  @Test
  void restartsNothingForARequestFromBeforeItTookTheSession() {
    List<String> browser = works("shop");
    put("shop", true, 0);
    leases.wantRestart(id("shop"));

    sessions.look();
    await().atMost(Duration.ofMinutes(1)).until(() -> browser.contains("run"));
    pass(OWN);

    assertThat(browser).containsExactly("run");
  }

  @Test
  void stopsASessionThatIsToStop() {
    List<String> browser = works("shop");
    put("shop", true, 0);
    sessions.look();
    await().atMost(Duration.ofMinutes(1)).until(() -> browser.contains("run"));

    leases.want(id("shop"), Wanted.STOPPED);
    pass(OWN);

    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(browser).containsExactly("run", "close");
    assertThat(owner("shop")).isEmpty();
    assertThat(stored("shop").orElseThrow().waiting()).isFalse();
  }

  @Test
  void endsAtOnceWhatItTookToEndIt() {
    works("shop");
    put("shop", true, 0);
    leases.want(id("shop"), Wanted.ENDED);

    sessions.look();

    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(stored("shop")).isEmpty();
    assertThat(leases.endings()).hasSize(1);
  }

  @Test
  void takesFromADeadHostWhatHasADeviceToLogOut() {
    List<String> browser = works("shop");
    owned("shop", "dead", true);
    leases.want(id("shop"), Wanted.ENDED);
    hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    sessions.look();

    pass(DURATION);

    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(stored("shop")).isEmpty();
    assertThat(browser).contains("run");
  }

  @Test
  void endsWithoutABrowserWhatADeadHostHadAndNoPhoneIsLinkedTo() {
    List<String> browser = works("shop");
    owned("shop", "dead", false);
    leases.want(id("shop"), Wanted.ENDED);
    hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    sessions.look();

    pass(DURATION);

    assertThat(stored("shop")).isEmpty();
    assertThat(leases.endings()).hasSize(1);
    assertThat(browser).isEmpty();
  }

  @Test
  void letsOthersHaveWhatItCouldNotGiveBackWhileItIsDrained() {
    List<String> browser = works("shop");
    put("shop", true, 0);
    sessions.look();
    await().atMost(Duration.ofMinutes(1)).until(() -> browser.contains("run"));
    hosts.drain(HOST);
    leases.setDown(true);
    pass(LOOK);
    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(owner("shop")).contains(HOST);
    leases.setDown(false);

    pass(OWN);

    assertThat(owner("shop")).isEmpty();
    assertThat(stored("shop").orElseThrow().waiting()).isTrue();
  }

  @Test
  void triesASessionAsIfForTheFirstTimeWhenItRanWellForAWhile() {
    put("shop", true, 0);
    for (int failed = 0; failed < 6; failed++) {
      pass(Duration.ofMinutes(1));
      assertThat(owner("shop")).contains(HOST);
      let("shop");
      await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    }
    pass(Duration.ofMinutes(1));
    assertThat(owner("shop")).contains(HOST);
    pass(Duration.ofMinutes(6));

    let("shop");
    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    pass(LOOK);

    assertThat(owner("shop")).contains(HOST);
  }

  @Test
  void endsTheProcessWhenALookThrowsWhatNobodyExpects() throws InterruptedException {
    leases.breakWith(new IllegalStateException("a bug"));

    sessions.start(Optional.empty());

    assertThat(failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givesEverythingBackAndReturnsWhenItIsClosed() throws InterruptedException {
    List<String> one = works("one");
    List<String> two = works("two");
    put("one", true, 0);
    put("two", false, 0);
    sessions.start(Optional.empty());
    await().atMost(Duration.ofMinutes(1)).until(() -> one.contains("run") && two.contains("run"));
    put("three", true, 0);

    sessions.close();

    assertThat(sessions.occupancy().sessions()).isZero();
    assertThat(one).containsExactly("run", "close");
    assertThat(two).containsExactly("run", "close");
    for (String name : List.of("one", "two")) {
      assertThat(owner(name)).isEmpty();
      assertThat(stored(name).orElseThrow().waiting()).isTrue();
    }
    assertThat(sessions.isClosed()).isTrue();
    sessions.look();
    assertThat(sessions.occupancy().sessions()).isZero(); // it takes no more sessions
  }

  @Test
  void killsEveryBrowserAndWritesNothing() {
    List<String> one = works("one");
    List<String> two = works("two");
    put("one", true, 0);
    put("two", false, 0);
    sessions.look();
    await().atMost(Duration.ofMinutes(1)).until(() -> one.contains("run") && two.contains("run"));

    sessions.killAll();

    assertThat(one).contains("kill"); // killed in this thread, at once
    assertThat(two).contains("kill");
    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(owner("one")).contains(HOST);
    assertThat(owner("two")).contains(HOST);
    sessions.killAll();
  }

  @Test
  void killsWhatItTakesWhileItKills() {
    List<String> browser = works("shop");
    put("shop", true, 0);
    leases.duringTake(sessions::killAll);

    sessions.look();

    await().atMost(Duration.ofMinutes(1)).until(() -> sessions.occupancy().sessions() == 0);
    assertThat(browser).doesNotContain("close");
    assertThat(owner("shop")).contains(HOST);
  }

  @Test
  void tellsWhenPagesProvedThatTheyLive() {
    List<String> browser = works("shop");
    put("shop", true, 0);
    sessions.look();
    await().atMost(Duration.ofMinutes(1)).until(() -> browser.contains("run"));

    assertThat(sessions.proofs()).isEqualTo(Map.of(id("shop"), PROVEN));
  }

  /** Lets the session be built, and records what happens to its browser. */
  private List<String> works(String name) {
    return browsers.computeIfAbsent(id(name), id -> new CopyOnWriteArrayList<>());
  }

  /** Makes the building of the session fail, even if it has not begun. */
  private void let(String name) {
    latch(id(name)).countDown();
  }

  private CountDownLatch latch(SessionId session) {
    return making.computeIfAbsent(session, id -> new CountDownLatch(1));
  }

  private boolean isEnding(String name) {
    let(name);
    return false;
  }

  private Optional<Lease> lease(String name) {
    let(name);
    return sessions.occupancy().sessions() == 0
        ? Optional.empty()
        : Optional.of(new Lease(id(name), HOST, 1, nanos -> true));
  }

  private void pass(Duration duration) {
    pass(duration, sessions);
  }

  private void pass(Duration duration, HostSessions looking) {
    // The heartbeat is renewed meanwhile, as in production.
    long steps = Math.max(1, duration.toSeconds() / 4);
    for (int i = 0; i < steps; i++) {
      Duration step = duration.dividedBy(steps);
      time.pass(i < steps - 1 ? step : duration.minus(step.multipliedBy(steps - 1)));
      hosts.tried.drainPermits();
      heartbeat.hurry();
      hosts.tried.acquireUninterruptibly();
    }
    looking.look();
  }

  private HostSessions withSlots(int slots) {
    return new HostSessions(
        HOST,
        leases,
        hosts,
        heartbeat,
        this::make,
        new HostSessions.LookTiming(LOOK.dividedBy(2), LOOK, OWN),
        slots,
        (customer, environment, ran) -> times.merge(customer, ran, Duration::plus),
        time,
        time,
        failures::add);
  }

  private void put(String name, boolean linked, long since) {
    leases.put(record(name, linked), Instant.EPOCH.plusSeconds(since));
  }

  private void owned(String name, String host, boolean linked) {
    put(name, linked, 0);
    assertThat(leases.take(leases.find(id(name)).orElseThrow(), host)).contains(1L);
  }

  private static SessionRecord record(String name, boolean linked) {
    return SessionRecordBuilder.like(FakeLeaseStore.waiting(id(name))).linked(linked).build();
  }

  private Optional<SessionRecord> stored(String name) {
    return leases.find(id(name));
  }

  private Optional<String> owner(String name) {
    return stored(name).orElseThrow().owner();
  }

  private long token(String name) {
    return stored(name).orElseThrow().token();
  }

  private static SessionId id(String name) {
    return SessionId.of(new CustomerId("customer"), new SessionName(name));
  }

  /** Blocks while a session is built, and fails when it is released. */
  private SessionParts make(SessionRecord session, Lease lease, SessionParts.Ends ends)
      throws IOException, InterruptedException {
    List<String> browser = browsers.get(session.id());
    if (browser != null) {
      return parts(browser);
    }
    CountDownLatch latch = latch(session.id());
    latch.await();
    making.remove(session.id(), latch);
    throw new IOException("let to fail");
  }

  private static SessionParts parts(List<String> browser) {
    PageState connected =
        new PageState(Optional.of(SocketState.CONNECTED), "MAIN", true, true, false);
    PageStatusBoard status =
        new PageStatusBoard(
            PageStatus.none(Optional.empty(), Set.of(), Optional.empty()),
            () -> new PageStatus.Moment(PROVEN, 0),
            List.of());
    status.apply(new Change.Heard(new PageEvent.StateChanged(connected)));
    return new SessionParts(
        status,
        new FakeBrowser(browser),
        new SessionGate(),
        new Idle(),
        new Idle(),
        () -> false,
        () -> {},
        () -> {});
  }

  private HostBeat beat() {
    return new HostBeat(
        DURATION, time.instant(), time.instant(), 3, 0, false, Map.of(), Optional.empty());
  }

  private static final class FakeBrowser implements BrowserControl {
    private final List<String> steps;
    private final CountDownLatch closed = new CountDownLatch(1);

    private FakeBrowser(List<String> steps) {
      this.steps = steps;
    }

    @Override
    public void run() throws InterruptedException {
      steps.add("run");
      closed.await();
    }

    @Override
    public void restart(long number) {
      steps.add("restart " + number);
    }

    @Override
    public boolean logOut(Duration deadline) {
      return true;
    }

    @Override
    public void close() {
      steps.add("close");
      closed.countDown();
    }

    @Override
    public void kill() {
      steps.add("kill");
      closed.countDown();
    }
  }

  private static final class Idle implements SessionParts.Part {
    @Override
    public void start() {}

    @Override
    public void stop(Duration deadline) {}
  }

  private static final class Unwatched implements Heartbeat.Renewals {
    @Override
    public long now() {
      return 0;
    }

    @Override
    public void renewed(long at) {}
  }
}
