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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * After a look that took sessions, the next one comes sooner by this factor: sessions become free
   * in groups, when a host stops.
   */
  private static final int SOONER = 4;

  /** Sessions that a drained host gives away at the same time. Other hosts must start them. */
  private static final int DRAINED_AT_ONCE = 2;

  /**
   * Deadline for giving all sessions back, within Fargate's two minutes. Twenty browsers that close
   * at once want a core each.
   */
  private static final Duration END_DEADLINE = Duration.ofSeconds(100);

  private static final Duration LOOK_DEADLINE = Duration.ofSeconds(15);

  private final String host;
  private final LeaseStore leases;
  private final HostStore hosts;
  private final HostWatch watch = new HostWatch();
  private final Heartbeat heartbeat;
  private final RunningSessions running;
  private final LookTiming timing;
  private final InstantSource serverTime;
  private final LongSupplier nanoTime;
  private final HostThread thread;
  private final SessionTaker taker;
  private volatile boolean closed;
  private volatile boolean killed;
  private volatile boolean draining;

  // Used by the looking thread only.
  private long hostsReadAt;
  private long ownReadAt;
  private long pokes = -1;

  /**
   * Intervals of reading the table.
   *
   * @param look waiting sessions
   * @param hosts all hosts' heartbeats
   * @param own this host's sessions, if nobody pokes it
   */
  public record LookTiming(Duration look, Duration hosts, Duration own) {}

  /**
   * @param heartbeat of this host
   * @param serverTime DynamoDB's time
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onFailure ends the process
   */
  public HostSessions(
      LeaseStore leases,
      HostStore hosts,
      Heartbeat heartbeat,
      RunningSessions running,
      LookTiming timing,
      InstantSource serverTime,
      LongSupplier nanoTime,
      Consumer<Throwable> onFailure) {
    this.host = heartbeat.host();
    this.leases = leases;
    this.hosts = hosts;
    this.heartbeat = heartbeat;
    this.running = running;
    this.timing = timing;
    this.serverTime = serverTime;
    this.nanoTime = nanoTime;
    this.taker = new SessionTaker(host, leases, serverTime, new OwnSlots());
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
    return running.occupancy();
  }

  /** Whether a session runs here, or is ending. */
  public boolean isRunning(SessionId session) {
    return running.isRunning(session);
  }

  /** Counts the time that sessions were here until now. */
  public void countTime() {
    running.countTime();
  }

  /** Whether this host takes no more sessions. */
  public boolean isClosed() {
    return closed || draining;
  }

  /** The time of each page's last answer, by DynamoDB's clock. */
  public Map<SessionId, Instant> proofs() {
    return running.proofs();
  }

  /** Sessions that may be parked, for the supervisor. */
  public Set<SessionId> quiet() {
    return running.quiet();
  }

  /**
   * Gives all sessions back in parallel. Blocks until none is left here or the deadline has passed.
   */
  public void close() throws InterruptedException {
    closed = true;
    running.wake();
    if (!thread.join(LOOK_DEADLINE)) {
      thread.stop();
      boolean _ = thread.join(LOOK_DEADLINE);
    }
    running.endAll(End.GIVEN_BACK);
    int left = running.awaitNone(END_DEADLINE);
    if (left > 0) {
      log.atError().addKeyValue("sessions", left).log("sessions.did_not_end");
    }
    running.endAll(End.LOST);
  }

  /** Whether the table names this host as no session's owner; after {@link #close}. */
  public boolean hasGivenAllBack() {
    return running.hasGivenAllBack();
  }

  /**
   * Kills every browser, after the heartbeat has failed for good or when the process ends. Never
   * throws.
   */
  public void killAll() {
    killed = true;
    closed = true;
    running.endAll(End.LOST);
  }

  private void run() throws InterruptedException {
    while (!closed) {
      look();
      running.awaitEnd(pause());
    }
  }

  /** Time until the next look. */
  Duration pause() {
    return taker.hasTaken() ? timing.look().dividedBy(SOONER) : timing.look();
  }

  /** Looks once. An AWS error ends this look; the next one repeats it. */
  void look() {
    taker.begin();
    running.endLost();
    try {
      lookAtHosts();
      lookAtOwn();
      taker.takeWaiting();
    } catch (SdkException e) {
      log.atWarn().addKeyValue("hostId", host).setCause(e).log("look.failed");
    }
    if (draining) {
      running.giveBack(DRAINED_AT_ONCE);
    }
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
      } else if (dead.contains(one.id()) && taker.takeFrom(one)) {
        // More sessions than may be taken at once: the next look takes the rest.
        hostsReadAt = beganAt - timing.hosts().toNanos();
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

  private void lookAtOwn() {
    long beganAt = nanoTime.getAsLong();
    if (beganAt - ownReadAt < timing.own().toNanos()) {
      return;
    }
    ownReadAt = beganAt;
    Map<SessionId, RunningSession> before = running.all();
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
      if (session.owner().filter(host::equals).isPresent() && !running.isRunning(session.id())) {
        taker.remember(session);
      }
    }
  }

  private void reconcile(RunningSession session, Optional<SessionRecord> stored) {
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
      case RUNNING -> {
        if (record.isToLeave(host, serverTime.instant())) {
          session.end(End.GIVEN_BACK);
        } else {
          session.suspend(record.suspended());
          session.parkAfter(record.parksAfter());
          session.restart(record.restarts());
        }
      }
      case PARKED -> park(session);
      case STOPPED -> session.end(End.STOPPED);
      case ENDED -> session.end(End.ENDED);
    }
  }

  /** Work, or an event since the host said that the session is quiet, keeps it awake. */
  private void park(RunningSession session) {
    if (session.mayPark()) {
      session.end(End.PARKED);
    } else {
      boolean done = leases.keepAwake(session.lease(), serverTime.instant());
      log.atInfo()
          .addKeyValue("sessionId", session.id())
          .addKeyValue("done", done)
          .log("session.not_parked");
    }
  }

  private void takeBack(String earlier) {
    try {
      for (HostRecord one : hosts.all()) {
        if (one.id().equals(earlier)) {
          taker.takeBack(one);
        }
      }
      taker.release(earlier); // the rest
    } catch (SdkException e) {
      log.atWarn().addKeyValue("hostId", earlier).setCause(e).log("host.earlier_life.not_read");
    }
  }

  private final class OwnSlots implements SessionTaker.Slots {
    @Override
    public int free() {
      return isClosed() ? 0 : running.free();
    }

    @Override
    public boolean isRunning(SessionId session) {
      return running.isRunning(session);
    }

    @Override
    public boolean mayTry(SessionId session) {
      return running.mayTry(session);
    }

    @Override
    public boolean take(SessionRecord seen, Supplier<Optional<Long>> request) {
      Heartbeat.Term term = heartbeat.term();
      if (!term.test(nanoTime.getAsLong()) || running.isRunning(seen.id())) {
        return false;
      }
      Optional<Long> token = request.get();
      token.ifPresent(taken -> begin(seen, new Lease(seen.id(), host, taken, term)));
      return token.isPresent();
    }

    private void begin(SessionRecord seen, Lease lease) {
      RunningSession session = running.begin(seen, lease);
      if (seen.wanted() == Wanted.ENDED) {
        session.end(End.ENDED); // it was taken to be ended
      }
      if (closed) {
        // It was taken too late to be ended with the others.
        session.end(killed ? End.LOST : End.GIVEN_BACK);
      }
    }
  }
}
