package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Wanted;
import io.griot.host.lease.FakeHostStore;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.Heartbeat;
import io.griot.host.lease.HostBeat;
import io.griot.host.lease.HostRecord;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseTiming;
import io.griot.host.lease.SessionRecord;
import io.griot.host.lease.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldSessionsTest {
  private static final String HOST = "host-1";
  private static final Duration DURATION = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration OWN = Duration.ofSeconds(15);

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

  /** Sessions whose parts are being made, and what lets that end: they fail then. */
  private final Map<SessionId, CountDownLatch> making = new ConcurrentHashMap<>();

  private final HeldSessions sessions = withSlots(3);

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
    HeldSessions roomy = withSlots(10);
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

    await().until(() -> lease("shop").isEmpty());
  }

  @Test
  void looksAtItsOwnWithoutAPokeToo() {
    put("shop", true, 0);
    sessions.look();
    leases.steal(id("shop"), "thief");
    pass(LOOK);
    assertThat(sessions.occupancy().sessions()).isEqualTo(1);

    pass(OWN);

    await().until(() -> sessions.occupancy().sessions() == 0 || isEnding("shop"));
  }

  @Test
  void losesEverythingWhenTheHeartbeatStoodStillAndTakesItAgainUnderANewToken() {
    put("shop", true, 0);
    sessions.look();
    time.pass(Duration.ofSeconds(13));

    sessions.look();
    let("shop");
    await().until(() -> sessions.occupancy().sessions() == 0);
    assertThat(owner("shop")).contains(HOST); // nothing was written under the lost lease

    hosts.tried.drainPermits();
    heartbeat.hurry();
    await().until(() -> heartbeat.term().test(time.getAsLong()));
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
    await().until(() -> sessions.occupancy().sessions() == 0);
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

    await().until(() -> sessions.occupancy().sessions() == 0);
    pass(Duration.ofMinutes(2));
    assertThat(owner("shop")).isEmpty();
    assertThat(owner("another")).isEmpty();
    assertThat(sessions.isClosed()).isTrue();
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
    // Full before it looks at its own for the first time after that.
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

  /** Lets the session's making fail, also when it has not begun. */
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

  private void pass(Duration duration, HeldSessions looking) {
    // The heartbeat is renewed on the way, as it is in life.
    long steps = Math.max(1, duration.toSeconds() / 4);
    for (int i = 0; i < steps; i++) {
      Duration step = duration.dividedBy(steps);
      time.pass(i < steps - 1 ? step : duration.minus(step.multipliedBy(steps - 1)));
      hosts.tried.drainPermits();
      heartbeat.hurry();
      await().until(() -> hosts.tried.availablePermits() > 0);
    }
    looking.look();
  }

  private HeldSessions withSlots(int slots) {
    return new HeldSessions(
        HOST,
        leases,
        hosts,
        heartbeat,
        this::make,
        new HeldSessions.LookTiming(LOOK.dividedBy(2), LOOK, OWN),
        slots,
        time,
        time,
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private void put(String name, boolean linked, long since) {
    leases.put(record(name, linked), Instant.EPOCH.plusSeconds(since));
  }

  private void owned(String name, String host, boolean linked) {
    put(name, linked, 0);
    assertThat(leases.take(leases.find(id(name)).orElseThrow(), host)).contains(1L);
  }

  private static SessionRecord record(String name, boolean linked) {
    SessionRecord it = FakeLeaseStore.waiting(id(name));
    return new SessionRecord(
        it.generation(),
        it.customer(),
        it.name(),
        it.environment(),
        it.wanted(),
        it.restarts(),
        it.owner(),
        it.token(),
        it.waiting(),
        linked,
        it.checkpoint());
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

  /** Stands where a session is made; fails when it is let. */
  private SessionParts make(SessionRecord session, Lease lease, SessionParts.Ends ends)
      throws IOException, InterruptedException {
    CountDownLatch latch = latch(session.id());
    latch.await();
    making.remove(session.id(), latch);
    throw new IOException("let to fail");
  }

  private HostBeat beat() {
    return new HostBeat(
        DURATION, time.instant(), time.instant(), 3, 0, false, Map.of(), Optional.empty());
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
