package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.contract.Wanted;
import io.griot.host.lease.Heartbeat;
import io.griot.host.lease.HostRecord;
import io.griot.host.lease.HostStore;
import io.griot.host.lease.HostWatch;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.SessionRecord;
import io.griot.host.session.RunningSession.End;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The sessions of this host. Its thread reads the table once a second and reconciles this host with
 * it: it takes sessions that want a host, also those of dead hosts, and restarts, stops and ends
 * its own. A poke makes it read sooner; only the table's content counts. Thread-safe.
 */
public final class HostSessions {
  private static final Logger log = LoggerFactory.getLogger(HostSessions.class);

  /** Limit per look, so that hosts with free slots share the waiting sessions. */
  private static final int TAKEN_PER_LOOK = 4;

  /**
   * How many waiting sessions one look reads. More are read when none of the first ones can be
   * taken.
   */
  private static final int NARROWEST_LOOK = 2 * TAKEN_PER_LOOK;

  /**
   * After a look that took sessions the next one comes this many times sooner: sessions become free
   * in groups, when a host stops.
   */
  private static final int SOONER = 4;

  private static final int WIDEST_LOOK = 500;

  /** Sessions that a drained host gives away at the same time. Other hosts must start them. */
  private static final int DRAINED_AT_ONCE = 2;

  /**
   * Deadline for giving all sessions back, within Fargate's two minutes. Twenty browsers that close
   * at once want a core each.
   */
  private static final Duration END_DEADLINE = Duration.ofSeconds(100);

  /** A session that fails this long after its last failure starts with a new backoff. */
  private static final Duration HEALTHY = Duration.ofMinutes(5);

  private static final Duration LOOK_DEADLINE = Duration.ofSeconds(15);

  private final String host;
  private final LeaseStore leases;
  private final HostStore hosts;
  private final HostWatch watch = new HostWatch();
  private final Heartbeat heartbeat;
  private final RunningSession.Maker maker;
  private final SessionTimes times;
  private final LookTiming timing;
  private final int slots;
  private final InstantSource serverTime;
  private final LongSupplier nanoTime;
  private final HostThread thread;
  private final Semaphore woken = new Semaphore(0);
  private final Map<SessionId, RunningSession> running = new ConcurrentHashMap<>();
  private final Map<SessionId, Retry> retries = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile boolean killed;
  private volatile boolean draining;

  /** Whether a session could not be given back, so that the table may still name this host. */
  private volatile boolean leftBehind;

  // Used by the looking thread only.
  private long hostsReadAt;
  private long ownReadAt;
  private long pokes = -1;
  private int width = NARROWEST_LOOK;
  private boolean hasTaken;

  /** When a session that failed here may be taken by this host again. */
  private record Retry(Backoff backoff, long notBefore) {}

  /**
   * Intervals of reading the table.
   *
   * @param look waiting sessions
   * @param hosts all hosts' heartbeats
   * @param own this host's sessions, if nobody pokes it
   */
  public record LookTiming(Duration look, Duration hosts, Duration own) {}

  /**
   * @param host this host's id, which no other host ever has
   * @param slots maximum of sessions
   * @param times is told how long each session was here: at its end, and when {@link #countTime} is
   *     called
   * @param serverTime DynamoDB's time
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onFailure ends the process
   */
  public HostSessions(
      String host,
      LeaseStore leases,
      HostStore hosts,
      Heartbeat heartbeat,
      RunningSession.Maker maker,
      LookTiming timing,
      int slots,
      SessionTimes times,
      InstantSource serverTime,
      LongSupplier nanoTime,
      Consumer<Throwable> onFailure) {
    this.host = host;
    this.leases = leases;
    this.hosts = hosts;
    this.heartbeat = heartbeat;
    this.maker = maker;
    this.times = times;
    this.timing = timing;
    this.slots = slots;
    this.serverTime = serverTime;
    this.nanoTime = nanoTime;
    this.thread = HostThread.virtual("look", this::run, onFailure);
    long now = nanoTime.getAsLong();
    this.hostsReadAt = now - timing.hosts().toNanos();
    this.ownReadAt = now - timing.own().toNanos();
  }

  /**
   * Starts the looking thread.
   *
   * @param earlier the id of this host's earlier process. Its sessions are taken at once, because
   *     that process is gone. Those for which there is no room are released
   */
  public void start(Optional<String> earlier) {
    earlier.ifPresent(this::takeBack);
    thread.start();
  }

  /** The current use of this host. */
  public Occupancy occupancy() {
    List<RunningSession> sessions = List.copyOf(running.values());
    return new Occupancy(
        Math.max(0, slots - sessions.size()),
        sessions.size(),
        sessions.stream().mapToInt(RunningSession::unavailableOperations).max().orElse(0));
  }

  /** Counts the time that sessions were here until now. */
  public void countTime() {
    running.values().forEach(session -> session.countTime(times));
  }

  /** Whether this host takes no more sessions. */
  public boolean isClosed() {
    return closed || draining;
  }

  /** When each session's page last answered, by DynamoDB's time. */
  public Map<SessionId, Instant> proofs() {
    Map<SessionId, Instant> proofs = new HashMap<>();
    running
        .values()
        .forEach(session -> session.provenAt().ifPresent(at -> proofs.put(session.id(), at)));
    return proofs;
  }

  /**
   * Gives all sessions back in parallel. Blocks until none is left here or the deadline has passed.
   */
  public void close() throws InterruptedException {
    closed = true;
    woken.release();
    if (!thread.join(LOOK_DEADLINE)) {
      thread.stop();
      boolean _ = thread.join(LOOK_DEADLINE);
    }
    running.values().forEach(session -> session.end(End.GIVEN_BACK));
    long until = nanoTime.getAsLong() + END_DEADLINE.toNanos();
    synchronized (running) {
      while (!running.isEmpty()) {
        long left = until - nanoTime.getAsLong();
        if (left <= 0) {
          log.atError().addKeyValue("sessions", running.size()).log("sessions.did_not_end");
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(running, left);
      }
    }
    running.values().forEach(session -> session.end(End.LOST));
  }

  /** Whether the table names this host as no session's owner; after {@link #close}. */
  public boolean hasGivenAllBack() {
    return running.isEmpty() && !leftBehind;
  }

  /**
   * Kills every browser, after the heartbeat has failed for good or when the process ends. Never
   * throws.
   */
  public void killAll() {
    killed = true;
    closed = true;
    running.values().forEach(session -> session.end(End.LOST));
  }

  private void run() throws InterruptedException {
    while (!closed) {
      look();
      if (woken.tryAcquire(pause().toNanos(), TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
    }
  }

  /** Time until the next look. */
  Duration pause() {
    return hasTaken ? timing.look().dividedBy(SOONER) : timing.look();
  }

  /** Looks once. An AWS error ends this look; the next one repeats it. */
  void look() {
    hasTaken = false;
    killLost();
    try {
      lookAtHosts();
      lookAtOwn();
      takeWaiting();
    } catch (SdkException e) {
      log.atWarn().addKeyValue("hostId", host).setCause(e).log("look.failed");
    }
    giveAwayWhenDrained();
  }

  private void killLost() {
    long now = nanoTime.getAsLong();
    running.values().stream()
        .filter(session -> !session.lease().isHeldAt(now))
        .forEach(session -> session.end(End.LOST));
  }

  private void lookAtHosts() {
    long beganAt = nanoTime.getAsLong();
    if (beganAt - hostsReadAt < timing.hosts().toNanos()) {
      return;
    }
    List<HostRecord> all = hosts.all();
    hostsReadAt = beganAt;
    Set<String> dead = watch.dead(all, beganAt, nanoTime.getAsLong());
    for (HostRecord one : all) {
      if (one.id().equals(host)) {
        heed(one);
      } else if (dead.contains(one.id())) {
        takeFrom(one, room());
      }
    }
  }

  private void heed(HostRecord self) {
    if (self.pokes() != pokes) {
      pokes = self.pokes();
      ownReadAt = nanoTime.getAsLong() - timing.own().toNanos();
    }
    if (self.drain() && !draining) {
      draining = true;
      log.atInfo().addKeyValue("hostId", host).log("host.draining");
      heartbeat.hurry();
    } else if (!self.drain()) {
      draining = false;
    }
  }

  private void takeFrom(HostRecord dead, int room) {
    int taken = 0;
    for (SessionRecord session : ownedBy(dead.id())) {
      if (!session.wantsHost()) {
        letGo(session);
      } else if (taken < room && mayTry(session.id())) {
        taken += take(session, () -> leases.takeFrom(dead, session, host)) ? 1 : 0;
      } else if (taken >= room && room() > 0) {
        // More sessions than may be taken at once: the next look takes the rest.
        hostsReadAt = nanoTime.getAsLong() - timing.hosts().toNanos();
      }
    }
  }

  private List<SessionRecord> ownedBy(String owner) {
    return leases.read(leases.ownedBy(owner)).known().stream()
        .filter(session -> session.owner().filter(owner::equals).isPresent())
        .toList();
  }

  /**
   * Releases or ends a session that needs no host: it is stopped, or it is to be ended and no phone
   * is linked.
   */
  private void letGo(SessionRecord session) {
    Instant now = serverTime.instant();
    boolean done =
        (session.wanted() == Wanted.ENDED && session.owner().isPresent())
            ? leases.end(session, session.owner().get(), session.token(), false, now)
            : leases.releaseOf(session, now);
    log.atInfo()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("wanted", session.wanted())
        .addKeyValue("done", done)
        .log("session.let_go");
  }

  private void lookAtOwn() {
    long beganAt = nanoTime.getAsLong();
    if (beganAt - ownReadAt < timing.own().toNanos()) {
      return;
    }
    ownReadAt = beganAt;
    Map<SessionId, RunningSession> before = Map.copyOf(running);
    Set<SessionId> ids = new HashSet<>(leases.ownedBy(host));
    ids.addAll(before.keySet());
    LeaseStore.Stored stored = leases.read(ids);
    Map<SessionId, SessionRecord> known = new HashMap<>();
    stored.known().forEach(session -> known.put(session.id(), session));
    before.forEach((id, session) -> {
      if (!stored.unknown().contains(id)) {
        reconcile(session, Optional.ofNullable(known.get(id)));
      }
    });
    for (SessionRecord session : known.values()) {
      if (session.owner().filter(host::equals).isPresent() && !running.containsKey(session.id())) {
        remember(session);
      }
    }
  }

  /**
   * A session that the table says is ours but that does not run here: ending or taking it failed.
   */
  private void remember(SessionRecord session) {
    if (!session.wantsHost()) {
      letGo(session);
    } else if (room() > 0 && mayTry(session.id())) {
      boolean _ = take(session, () -> leases.take(session, host));
    } else {
      // Released, because no other host takes the sessions of a host that is alive.
      boolean _ = leases.releaseOf(session, serverTime.instant());
    }
  }

  private static void reconcile(RunningSession session, Optional<SessionRecord> stored) {
    if (session.ending().isPresent()) {
      return;
    }
    boolean ours =
        stored
            .filter(record -> record.owner().filter(session.lease().owner()::equals).isPresent())
            .filter(record -> record.token() == session.lease().token())
            .isPresent();
    if (!ours) {
      session.end(End.LOST);
      return;
    }
    SessionRecord record = stored.get();
    switch (record.wanted()) {
      case RUNNING -> session.restart(record.restarts());
      case STOPPED -> session.end(End.STOPPED);
      case ENDED -> session.end(End.ENDED);
    }
  }

  private void takeWaiting() {
    int room = room();
    if (room <= 0) {
      return;
    }
    List<SessionId> first = leases.waiting(width);
    List<SessionId> ids = new ArrayList<>(first);
    ids.removeIf(id -> running.containsKey(id) || !mayTry(id));
    Map<SessionId, SessionRecord> found = new HashMap<>();
    if (!ids.isEmpty()) {
      leases.read(ids).known().forEach(session -> found.put(session.id(), session));
    }
    int taken = 0;
    for (SessionId id : ids) {
      SessionRecord session = found.get(id);
      if (session != null && session.waiting() && session.owner().isEmpty() && taken < room) {
        taken += take(session, () -> leases.take(session, host)) ? 1 : 0;
      }
    }
    // Sessions that cannot be taken here must not hide those after them.
    boolean stuck = taken == 0 && first.size() == width;
    width = stuck ? Math.min(4 * width, WIDEST_LOOK) : NARROWEST_LOOK;
  }

  private void takeBack(String earlier) {
    try {
      for (HostRecord one : hosts.all()) {
        if (one.id().equals(earlier)) {
          takeFrom(one, isClosed() ? 0 : slots - running.size());
        }
      }
      // The rest is released at once, so that other hosts need not wait for the old heartbeat to
      // expire.
      for (SessionRecord left : ownedBy(earlier)) {
        boolean _ = leases.releaseOf(left, serverTime.instant());
      }
    } catch (SdkException e) {
      log.atWarn().addKeyValue("hostId", earlier).setCause(e).log("host.earlier_life.not_read");
    }
  }

  private int room() {
    return isClosed() ? 0 : Math.min(TAKEN_PER_LOOK, slots - running.size());
  }

  private boolean mayTry(SessionId session) {
    Retry retry = retries.get(session);
    return retry == null || nanoTime.getAsLong() - retry.notBefore() >= 0;
  }

  private boolean take(SessionRecord seen, Supplier<Optional<Long>> request) {
    Heartbeat.Term term = heartbeat.term();
    if (!term.test(nanoTime.getAsLong()) || running.containsKey(seen.id())) {
      return false;
    }
    Optional<Long> token = request.get();
    if (token.isEmpty()) {
      return false;
    }
    Lease lease = new Lease(seen.id(), host, token.get(), term);
    RunningSession session =
        new RunningSession(seen, lease, maker, leases, serverTime, nanoTime, this::ended);
    running.put(seen.id(), session);
    hasTaken = true;
    session.start();
    if (seen.wanted() == Wanted.ENDED) {
      session.end(End.ENDED); // it was taken to be ended
    }
    if (closed) {
      session.end(
          killed ? End.LOST : End.GIVEN_BACK); // it was taken too late to be ended with the others
    }
    return true;
  }

  private void ended(RunningSession session, End how) {
    session.countTime(times);
    if (session.isLeftBehind()) {
      leftBehind = true;
    }
    if (how == End.FAILED) {
      long now = nanoTime.getAsLong();
      retries.values().removeIf(retry -> now - retry.notBefore() > HEALTHY.toNanos());
      retries.compute(
          session.id(),
          (id, earlier) -> {
            Backoff backoff = earlier == null ? new Backoff() : earlier.backoff();
            return new Retry(backoff, now + backoff.next().toNanos());
          });
    } else {
      retries.remove(session.id());
    }
    synchronized (running) {
      running.remove(session.id(), session);
      running.notifyAll();
    }
    woken.release();
  }

  private void giveAwayWhenDrained() {
    if (!draining) {
      return;
    }
    long leaving = running.values().stream().filter(it -> it.ending().isPresent()).count();
    running.values().stream()
        .filter(session -> session.ending().isEmpty())
        .limit(Math.max(0, DRAINED_AT_ONCE - leaving))
        .forEach(session -> session.end(End.GIVEN_BACK));
  }
}
