package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.SessionRecord;
import io.griot.host.session.RunningSession.End;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The sessions that run on this host, from the moment they are taken until nothing of them is left
 * here. Thread-safe.
 */
public final class RunningSessions {
  private final int slots;
  private final RunningSession.Maker maker;
  private final LeaseStore leases;
  private final SessionTimes times;
  private final InstantSource serverTime;
  private final LongSupplier nanoTime;
  private final Retries retries;
  private final Map<SessionId, RunningSession> running = new ConcurrentHashMap<>();
  private final Semaphore woken = new Semaphore(0);

  /** Whether a session could not be given back, so that the table may still name this host. */
  private volatile boolean leftBehind;

  /**
   * Creates an empty set.
   *
   * @param slots maximum of sessions; callers check {@link #free} before they begin one
   * @param times receives the time that each session was here, at its end and when {@link
   *     #countTime} is called
   * @param serverTime DynamoDB's time
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public RunningSessions(
      int slots,
      RunningSession.Maker maker,
      LeaseStore leases,
      SessionTimes times,
      InstantSource serverTime,
      LongSupplier nanoTime) {
    this.slots = slots;
    this.maker = maker;
    this.leases = leases;
    this.times = times;
    this.serverTime = serverTime;
    this.nanoTime = nanoTime;
    this.retries = new Retries(nanoTime);
  }

  /** The number of sessions that could begin. Negative if there are more than slots. */
  int free() {
    return slots - running.size();
  }

  boolean isRunning(SessionId session) {
    return running.containsKey(session);
  }

  /** Whether the session did not fail here a moment ago. */
  boolean mayTry(SessionId session) {
    return retries.mayTry(session);
  }

  /** The sessions that run now. */
  Map<SessionId, RunningSession> all() {
    return Map.copyOf(running);
  }

  Occupancy occupancy() {
    List<RunningSession> sessions = List.copyOf(running.values());
    return new Occupancy(
        Math.max(0, slots - sessions.size()),
        sessions.size(),
        sessions.stream().mapToInt(RunningSession::unavailableOperations).max().orElse(0));
  }

  /** Counts the time that sessions were here until now. */
  void countTime() {
    running.values().forEach(session -> session.countTime(times));
  }

  /** The time of each page's last answer, by DynamoDB's clock. */
  Map<SessionId, Instant> proofs() {
    Map<SessionId, Instant> proofs = new HashMap<>();
    running
        .values()
        .forEach(session -> session.provenAt().ifPresent(at -> proofs.put(session.id(), at)));
    return proofs;
  }

  /** Sessions that may be parked. */
  Set<SessionId> quiet() {
    return running.values().stream()
        .filter(RunningSession::mayPark)
        .map(RunningSession::id)
        .collect(Collectors.toSet());
  }

  /** Begins a session that was taken under this lease. */
  RunningSession begin(SessionRecord seen, Lease lease) {
    RunningSession session =
        new RunningSession(seen, lease, maker, leases, serverTime, nanoTime, this::ended);
    running.put(seen.id(), session);
    session.start();
    return session;
  }

  private void ended(RunningSession session, End how) {
    session.countTime(times);
    if (session.isLeftBehind()) {
      leftBehind = true;
    }
    if (how == End.FAILED) {
      retries.failed(session.id());
    } else {
      retries.forget(session.id());
    }
    synchronized (running) {
      running.remove(session.id(), session);
      running.notifyAll();
    }
    wake();
  }

  /** Waits until a session has ended, {@link #wake} is called, or the time has passed. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    if (woken.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      woken.drainPermits();
    }
  }

  /** Ends the wait of {@link #awaitEnd}; the next one if nobody waits. */
  void wake() {
    woken.release();
  }

  /** Ends the sessions whose leases do not hold any more. */
  void endLost() {
    long now = nanoTime.getAsLong();
    running.values().stream()
        .filter(session -> !session.lease().isHeldAt(now))
        .forEach(session -> session.end(End.LOST));
  }

  /** Gives sessions back until the given number is on its way to other hosts. */
  void giveBack(int atOnce) {
    long leaving = running.values().stream().filter(it -> it.ending().isPresent()).count();
    running.values().stream()
        .filter(session -> session.ending().isEmpty())
        .limit(Math.max(0, atOnce - leaving))
        .forEach(session -> session.end(End.GIVEN_BACK));
  }

  void endAll(End how) {
    running.values().forEach(session -> session.end(how));
  }

  /**
   * Waits until no session is left.
   *
   * @return the number of sessions left at the deadline
   */
  int awaitNone(Duration deadline) throws InterruptedException {
    long until = nanoTime.getAsLong() + deadline.toNanos();
    synchronized (running) {
      while (!running.isEmpty()) {
        long left = until - nanoTime.getAsLong();
        if (left <= 0) {
          return running.size();
        }
        TimeUnit.NANOSECONDS.timedWait(running, left);
      }
    }
    return 0;
  }

  /** Whether all sessions have ended and the table names this host as the owner of none. */
  boolean hasGivenAllBack() {
    return running.isEmpty() && !leftBehind;
  }
}
