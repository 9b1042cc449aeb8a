package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.command.SessionGate;
import io.griot.host.lease.FakeHostStore;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.Heartbeat;
import io.griot.host.lease.HostBeat;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A host's sessions over tables in memory, at a time that only tests move. Building a session
 * blocks until {@link #let} makes it fail, unless {@link #works} lets it be built.
 */
final class HostSessionsFixture implements BeforeEachCallback, AfterEachCallback {
  static final String HOST = "host-1";
  static final Duration DURATION = Duration.ofSeconds(15);
  static final Duration LOOK = Duration.ofSeconds(2);
  static final Duration OWN = Duration.ofSeconds(15);
  static final Instant PROVEN = Instant.parse("2026-11-30T08:00:07Z");

  /** Long enough for a slow machine. */
  static final Duration SOON = Duration.ofMinutes(1);

  final TestTime time = new TestTime();
  final FakeLeaseStore leases = new FakeLeaseStore();
  final FakeHostStore hosts = new FakeHostStore();
  final Heartbeat heartbeat =
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

  final Happening happenings = new Happening();

  /** Whether profiles cannot be stored. */
  volatile boolean isStorageDown;

  /** Whether phones are linked to sessions. */
  volatile boolean isLinked;

  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  /** The time that sessions were here, by customer. */
  final Map<CustomerId, Duration> times = new ConcurrentHashMap<>();

  final HostSessions sessions = withSlots(3);

  @Override
  public void beforeEach(ExtensionContext context) {
    heartbeat.start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    leases.setDown(false);
    hosts.setDown(false);
    making.values().forEach(CountDownLatch::countDown);
    sessions.killAll();
    heartbeat.stop(true);
    assertThat(failures).isEmpty();
  }

  /** Lets the session be built, and records what happens to its browser. */
  List<String> works(String name) {
    return browsers.computeIfAbsent(id(name), id -> new CopyOnWriteArrayList<>());
  }

  /** Makes the building of the session fail, even if it has not begun. */
  void let(String name) {
    latch(id(name)).countDown();
  }

  private CountDownLatch latch(SessionId session) {
    return making.computeIfAbsent(session, id -> new CountDownLatch(1));
  }

  boolean isEnding(String name) {
    let(name);
    return false;
  }

  Optional<Lease> lease(String name) {
    let(name);
    return sessions.occupancy().sessions() == 0
        ? Optional.empty()
        : Optional.of(new Lease(id(name), HOST, 1, nanos -> true));
  }

  void pass(Duration duration) {
    pass(duration, sessions);
  }

  void pass(Duration duration, HostSessions looking) {
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

  HostSessions withSlots(int slots) {
    return new HostSessions(
        leases,
        hosts,
        heartbeat,
        new RunningSessions(
            slots,
            this::make,
            leases,
            (customer, environment, ran) -> times.merge(customer, ran, Duration::plus),
            time,
            time),
        new HostSessions.LookTiming(LOOK.dividedBy(2), LOOK, OWN),
        time,
        time,
        failures::add);
  }

  void awaitNone() {
    await().atMost(SOON).until(() -> sessions.occupancy().sessions() == 0);
  }

  void put(String name, boolean linked, long since) {
    leases.put(record(name, linked), Instant.EPOCH.plusSeconds(since));
  }

  void owned(String name, String host, boolean linked) {
    put(name, linked, 0);
    assertThat(leases.take(leases.find(id(name)).orElseThrow(), host)).contains(1L);
  }

  /** A linked session that waits, and may be parked once it was quiet for so long. */
  void putParking(String name, Duration idle) {
    isLinked = true;
    leases.put(
        SessionRecordBuilder.like(record(name, true)).parksAfter(idle).build(), Instant.EPOCH);
  }

  private static SessionRecord record(String name, boolean linked) {
    return SessionRecordBuilder.like(FakeLeaseStore.waiting(id(name))).linked(linked).build();
  }

  Optional<SessionRecord> stored(String name) {
    return leases.find(id(name));
  }

  Optional<String> owner(String name) {
    return stored(name).orElseThrow().owner();
  }

  long token(String name) {
    return stored(name).orElseThrow().token();
  }

  static SessionId id(String name) {
    return SessionId.of(new CustomerId("customer"), new SessionName(name));
  }

  /** Blocks while a session is built, and fails when it is released. */
  private SessionParts make(SessionRecord session, Lease lease, SessionParts.Ends ends)
      throws IOException, InterruptedException {
    List<String> browser = browsers.get(session.id());
    if (browser != null) {
      return parts(lease, browser);
    }
    CountDownLatch latch = latch(session.id());
    latch.await();
    making.remove(session.id(), latch);
    throw new IOException("let to fail");
  }

  private SessionParts parts(Lease lease, List<String> browser) {
    PageState connected =
        new PageState(Optional.of(SocketState.CONNECTED), "MAIN", true, true, false);
    PageStatusBoard status =
        new PageStatusBoard(
            PageStatus.none(Optional.empty(), Set.of(), Optional.empty()),
            () -> new PageStatus.Moment(PROVEN, 0),
            List.of());
    status.apply(new Change.Heard(new PageEvent.StateChanged(connected)));
    status.apply(new Change.Heard(new PageEvent.LimitsAsked()));
    status.apply(new Change.Heard(new PageEvent.CaughtUp()));
    return new SessionParts(
        status,
        new FakeBrowser(browser),
        new SessionGate(),
        new Idle(browser),
        new Idle(browser),
        () -> isLinked,
        new Stored(lease, browser),
        new Quiet(happenings, time),
        () -> {});
  }

  private HostBeat beat() {
    return new HostBeat(
        DURATION,
        time.instant(),
        time.instant(),
        3,
        0,
        false,
        Map.of(),
        Set.of(),
        Optional.empty());
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

  private static final class Idle implements SessionParts.Commands {
    private final List<String> steps;
    private boolean suspended;

    private Idle(List<String> steps) {
      this.steps = steps;
    }

    @Override
    public void suspend(boolean is) {
      if (is != suspended) {
        steps.add(is ? "suspend" : "go on");
      }
      suspended = is;
    }

    @Override
    public void start() {}

    @Override
    public void stop(Duration deadline) {}
  }

  private final class Stored implements SessionParts.Checkpoint {
    private final Lease lease;
    private final List<String> steps;

    private Stored(Lease lease, List<String> steps) {
      this.lease = lease;
      this.steps = steps;
    }

    @Override
    public void take() throws IOException {
      if (isStorageDown) {
        throw new IOException("S3 refuses");
      }
      steps.add("checkpoint");
      assertThat(leases.setCheckpoint(lease, "checkpoint-" + lease.token(), true)).isTrue();
    }

    @Override
    public void dropLocal() {
      steps.add("drop");
    }
  }

  /** Counts events in all sessions. */
  static final class Happening implements Quiet.Happenings {
    final AtomicLong count = new AtomicLong();
    volatile boolean isAtWork;

    @Override
    public long count() {
      return count.get();
    }

    @Override
    public boolean isAtWork() {
      return isAtWork;
    }
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
