package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.SessionId;
import io.griot.host.command.CommandMetrics;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buffers the events of all sessions of a host until they are in their session's log and on the
 * queue, in order. Each session has a lane with a thread of its own while it has events, so none
 * waits for another. Thread-safe; {@link #put} never blocks.
 *
 * <p>Events that are not in the log yet are lost when the process dies; the page keeps them. The
 * buffer is bounded: when neither log nor queue can be reached until a session's share is full, the
 * session's further events are dropped and counted.
 */
public final class EventOutbox {
  /** Limit of one session's waiting events, in characters of data. */
  static final long MAX_PER_SESSION = 16L << 20;

  /** Limit of all waiting events, in characters of data. */
  static final long MAX_TOTAL = 64L << 20;

  private static final Logger log = LoggerFactory.getLogger(EventOutbox.class);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);

  private final EventQueue queue;
  private final WebhookFilter filter;
  private final Duration undecidedPause;
  private final LongSupplier nanoTime;
  private final CommandMetrics metrics;
  private final Consumer<Throwable> onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SessionId, EventLane> lanes = new HashMap<>();
  private long total;
  private boolean started;
  private boolean closing;

  /**
   * @param undecidedPause time until the filter is asked again
   * @param onFailure ends the process, because without its thread no event of a session leaves the
   *     host
   */
  public EventOutbox(
      EventQueue queue,
      WebhookFilter filter,
      Duration undecidedPause,
      LongSupplier nanoTime,
      CommandMetrics metrics,
      Consumer<Throwable> onFailure) {
    this.queue = queue;
    this.filter = filter;
    this.undecidedPause = undecidedPause;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
    this.onFailure = onFailure;
  }

  /** Begins to hand events over. */
  public void start() {
    lock.lock();
    try {
      started = true;
      lanes.values().forEach(EventLane::start);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds an event.
   *
   * @param size approximate memory in characters
   * @return false when it was dropped for lack of space
   */
  public boolean put(SessionLog to, Event event, long size) {
    return put(to, event, size, wanted -> {});
  }

  /**
   * Adds an event and reports the result.
   *
   * @param to the session's log under the present lease
   * @param then receives true once the event is in the log and on the queue, as far as it is wanted
   *     there; false when it is not wanted. Runs once in the session's thread, or not at all when
   *     the lease is lost; must neither block for long nor throw
   */
  public boolean put(SessionLog to, Event event, long size, Consumer<Boolean> then) {
    return put(new EventLane.Waiting(to, event, size, nanoTime.getAsLong(), true, then));
  }

  /**
   * Runs an action once an event is known to be wanted. The event itself is not handed over.
   *
   * @param then runs once in the session's thread; must neither block nor throw
   * @return false when there is no space
   */
  public boolean whenWanted(SessionLog to, Event event, long size, Runnable then) {
    Consumer<Boolean> runs =
        wanted -> {
          if (wanted) {
            then.run();
          }
        };
    return put(new EventLane.Waiting(to, event, size, nanoTime.getAsLong(), false, runs));
  }

  private boolean put(EventLane.Waiting one) {
    SessionId session = one.event().session();
    lock.lock();
    try {
      EventLane lane = lanes.get(session);
      long ofSession = lane == null ? 0 : lane.size();
      if (ofSession + one.size() > MAX_PER_SESSION || total + one.size() > MAX_TOTAL) {
        metrics.droppedEvent();
        return false;
      }
      if (lane == null) {
        lane = new EventLane(this, session, closing);
        lanes.put(session, lane);
        if (started) {
          lane.start();
        }
      }
      total += one.size();
      lane.add(one);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether events of a session are not handed over yet. */
  public boolean isWaiting(SessionId session) {
    lock.lock();
    try {
      EventLane lane = lanes.get(session);
      return lane != null && lane.size() > 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands a session's remaining events over, before its lease is released. What is undecided counts
   * as wanted.
   *
   * @return false when some are left at the deadline
   */
  public boolean flush(SessionId session, Duration deadline) throws InterruptedException {
    @Nullable EventLane lane;
    lock.lock();
    try {
      lane = lanes.get(session);
      if (lane != null) {
        lane.end();
      }
    } finally {
      lock.unlock();
    }
    return lane == null || lane.thread().join(deadline);
  }

  /** Hands the remaining events over, for ten seconds at most. After that nothing is sent. */
  public void close() throws InterruptedException {
    List<HostThread> threads;
    lock.lock();
    try {
      closing = true;
      lanes.values().forEach(EventLane::end);
      threads = lanes.values().stream().map(EventLane::thread).toList();
    } finally {
      lock.unlock();
    }
    if (!HostThread.end(threads, CLOSE_DEADLINE, CLOSE_DEADLINE)) {
      log.atError().addKeyValue("sessions", lanes.size()).log("events.lost");
    }
  }

  EventQueue queue() {
    return queue;
  }

  WebhookFilter filter() {
    return filter;
  }

  Duration undecidedPause() {
    return undecidedPause;
  }

  long nanos() {
    return nanoTime.getAsLong();
  }

  void failed(Throwable failure) {
    onFailure.accept(failure);
  }

  /** Guards all lanes. */
  ReentrantLock lock() {
    return lock;
  }

  Condition condition() {
    return lock.newCondition();
  }

  /** Memory that a lane gives back. The lock must be held. */
  void release(long size) {
    total -= size;
  }

  /** Removes an empty lane. The lock must be held. */
  void remove(SessionId session, EventLane lane) {
    lanes.remove(session, lane);
  }
}
