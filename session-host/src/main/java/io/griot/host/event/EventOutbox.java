package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.SessionId;
import io.griot.host.command.CommandMetrics;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Buffers the events of all sessions of a host until its thread has sent them to the queue, in
 * order. Thread-safe; {@link #put} never blocks.
 *
 * <p>Events that are not on the queue yet are lost when the process dies. The buffer is bounded:
 * when the queue cannot be reached until a session's share is full, the session's further events
 * are dropped and counted. So one session's flood does not displace another's events.
 *
 * <p>An event about which the filter is undecided stays here until it is decided. Other events
 * overtake it meanwhile. A session's events of one type stay in order.
 */
public final class EventOutbox {
  /** Limit of one session's waiting events, in characters of data. */
  static final long MAX_PER_SESSION = 16L << 20;

  /** Limit of all waiting events, in characters of data. */
  static final long MAX_TOTAL = 64L << 20;

  private static final Logger log = LoggerFactory.getLogger(EventOutbox.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);

  private final EventQueue queue;
  private final WebhookFilter filter;
  private final Duration undecidedPause;
  private final LongSupplier nanoTime;
  private final CommandMetrics metrics;
  private final HostThread sender;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Undecided events. They are older than the first of {@link #waiting}. */
  private final List<Waiting> undecided = new ArrayList<>();

  private final Map<SessionId, Long> sizes = new HashMap<>();
  private long total;
  private boolean closing;

  /**
   * When undecided events are checked again, and the number of look-ups when they were last
   * checked.
   */
  private long lookAgainAt;

  private long lookUpsSeen;

  /**
   * @param since when it was put here, on the monotonic clock
   * @param isSent whether the event itself is sent
   * @param then receives whether a webhook wants it, once it is on the queue
   */
  private record Waiting(
      Event event, long size, long since, boolean isSent, Consumer<Boolean> then) {}

  /** The filter's verdicts on the first events. */
  private record Sorted(
      List<Waiting> seen, List<Waiting> wanted, List<Waiting> unwanted, List<Waiting> open) {
    Sorted() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * @param undecidedPause time until the filter is asked again
   * @param onFailure ends the process: without this thread no event leaves the host
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
    this.sender = HostThread.virtual("events", this::run, onFailure);
  }

  public void start() {
    sender.start();
  }

  /**
   * Adds an event.
   *
   * @param size approximate memory in characters
   * @return false when it was dropped for lack of space
   */
  public boolean put(Event event, long size) {
    return put(event, size, wanted -> {});
  }

  /**
   * Adds an event and reports the result.
   *
   * @param then receives true once the event is on the queue, false when no webhook wants it. Runs
   *     once in the sending thread; must neither block for long nor throw
   */
  public boolean put(Event event, long size, Consumer<Boolean> then) {
    return put(new Waiting(event, size, nanoTime.getAsLong(), true, then));
  }

  /**
   * Runs an action once a webhook is known to want an event. The event itself is not sent.
   *
   * @param then runs once in the sending thread; must neither block nor throw
   * @return false when there is no space
   */
  public boolean whenWanted(Event event, long size, Runnable then) {
    Consumer<Boolean> runs =
        wanted -> {
          if (wanted) {
            then.run();
          }
        };
    return put(new Waiting(event, size, nanoTime.getAsLong(), false, runs));
  }

  private boolean put(Waiting one) {
    long size = one.size();
    SessionId session = one.event().session();
    lock.lock();
    try {
      long ofSession = sizes.getOrDefault(session, 0L);
      if (ofSession + size > MAX_PER_SESSION || total + size > MAX_TOTAL) {
        metrics.droppedEvent();
        return false;
      }
      waiting.add(one);
      sizes.put(session, ofSession + size);
      total += size;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Sends the remaining events, for ten seconds at most. After that nothing is sent any more. */
  public void close() throws InterruptedException {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!sender.join(CLOSE_DEADLINE)) {
      sender.stop();
      boolean _ = sender.join(CLOSE_DEADLINE);
      log.atError().addKeyValue("events", waiting.size()).log("events.lost");
    }
  }

  private void run() throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
      Sorted sorted = sorted(batch);
      if (sent(sorted.wanted())) {
        pause = FIRST_PAUSE;
        remove(sorted);
        sorted.wanted().forEach(one -> one.then().accept(true));
        sorted.unwanted().forEach(one -> one.then().accept(false));
      } else {
        await(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }
  }

  /**
   * The next events. They stay in the buffer until they are removed. Empty when it is closed and
   * empty.
   */
  private List<Waiting> next() throws InterruptedException {
    lock.lock();
    try {
      while (!takesUndecidedBack() && waiting.isEmpty() && !closing) {
        if (undecided.isEmpty()) {
          changed.await();
        } else {
          long _ = changed.awaitNanos(lookAgainAt - nanoTime.getAsLong());
        }
      }
      return waiting.stream().limit(EventQueue.BATCH).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Puts the undecided events back before all others. The lock must be held. */
  private boolean takesUndecidedBack() {
    boolean isTime =
        closing || filter.lookUps() != lookUpsSeen || lookAgainAt - nanoTime.getAsLong() <= 0;
    if (undecided.isEmpty() || !isTime) {
      return false;
    }
    undecided.reversed().forEach(waiting::addFirst);
    undecided.clear();
    return true;
  }

  /**
   * Asks the filter about each event. If a look-up happened meanwhile, the undecided events may be
   * decided now. The rest of the batch must stay behind them, so it is left for the next round.
   */
  private Sorted sorted(List<Waiting> batch) {
    boolean isLast;
    lock.lock();
    try {
      isLast = closing;
      if (undecided.isEmpty()) {
        lookUpsSeen = filter.lookUps();
      }
    } finally {
      lock.unlock();
    }
    Sorted sorted = new Sorted();
    for (Waiting one : batch) {
      WebhookFilter.Verdict verdict = filter.verdict(one.event(), one.since());
      boolean isAnyOpen = !undecided.isEmpty() || !sorted.open().isEmpty();
      if (isAnyOpen && filter.lookUps() != lookUpsSeen) {
        return sorted;
      }
      sorted.seen().add(one);
      switch (verdict) {
        case WANTED -> sorted.wanted().add(one);
        case UNDECIDED -> (isLast ? sorted.wanted() : sorted.open()).add(one);
        case UNWANTED -> sorted.unwanted().add(one);
      }
    }
    return sorted;
  }

  private boolean sent(List<Waiting> wanted) {
    List<Event> events = wanted.stream().filter(Waiting::isSent).map(Waiting::event).toList();
    try {
      if (!events.isEmpty()) {
        queue.send(events);
      }
    } catch (SdkException e) {
      log.atWarn().setCause(e).log("events.not_sent");
      return false;
    }
    return true;
  }

  private void remove(Sorted sorted) {
    lock.lock();
    try {
      if (undecided.isEmpty()) {
        lookAgainAt = nanoTime.getAsLong() + undecidedPause.toNanos();
      }
      sorted.seen().forEach(_ -> waiting.remove());
      undecided.addAll(sorted.open());
      sorted.wanted().forEach(this::forget);
      sorted.unwanted().forEach(this::forget);
    } finally {
      lock.unlock();
    }
  }

  private void forget(Waiting one) {
    total -= one.size();
    sizes.computeIfPresent(
        one.event().session(), (id, size) -> size > one.size() ? size - one.size() : null);
  }

  /** New events do not end the pause, because the queue is what failed. Closing does. */
  private void await(Duration pause) throws InterruptedException {
    long nanos = pause.toNanos();
    lock.lock();
    try {
      while (nanos > 0 && !closing) {
        nanos = changed.awaitNanos(nanos);
      }
      if (closing) {
        nanos = FIRST_PAUSE.toNanos();
        while (nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
