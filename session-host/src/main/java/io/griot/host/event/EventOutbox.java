package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.SessionId;
import io.griot.host.command.Tally;
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
 * Where all sessions of a host put their events, and from where one thread brings them to the
 * queue, in their order. Thread-safe; {@link #put} never waits.
 *
 * <p>What is here and not yet on the queue is lost when the process dies. It is bounded: when the
 * queue cannot be reached for so long that a session's share is full, its further events are
 * dropped and counted. One session's flood does not cost another its own.
 *
 * <p>An event of which the filter cannot say yet whether a webhook wants it stays here until it
 * can. Others pass it meanwhile. Of one type, a session's events stay in their order.
 */
public final class EventOutbox {
  /** Of one session's waiting events, in characters of their data. */
  static final long MAX_PER_SESSION = 16L << 20;

  /** Of all. */
  static final long MAX_TOTAL = 64L << 20;

  private static final Logger log = LoggerFactory.getLogger(EventOutbox.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);

  private final EventQueue queue;
  private final WebhookFilter filter;
  private final Duration undecidedPause;
  private final LongSupplier nanoTime;
  private final Tally tally;
  private final HostThread sender;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Those that were before the first of {@link #waiting}, and could not be decided. */
  private final List<Waiting> undecided = new ArrayList<>();

  private final Map<SessionId, Long> sizes = new HashMap<>();
  private long total;
  private boolean closing;

  /** When the undecided ones are looked at again, and after how many look-ups they were seen. */
  private long lookAgainAt;

  private long lookUpsSeen;

  /**
   * @param since when it was put here, on the monotonic clock
   * @param isSent whether it goes on the queue itself
   * @param then is told whether a webhook wants it, once it is on the queue
   */
  private record Waiting(
      Event event, long size, long since, boolean isSent, Consumer<Boolean> then) {}

  /** What the filter says of the first events. */
  private record Sorted(
      List<Waiting> seen, List<Waiting> wanted, List<Waiting> unwanted, List<Waiting> open) {
    Sorted() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * @param undecidedPause after which the filter is asked again
   * @param onFailure ends the process: without this thread no event leaves the host
   */
  public EventOutbox(
      EventQueue queue,
      WebhookFilter filter,
      Duration undecidedPause,
      LongSupplier nanoTime,
      Tally tally,
      Consumer<Throwable> onFailure) {
    this.queue = queue;
    this.filter = filter;
    this.undecidedPause = undecidedPause;
    this.nanoTime = nanoTime;
    this.tally = tally;
    this.sender = HostThread.virtual("events", this::run, onFailure);
  }

  public void start() {
    sender.start();
  }

  /**
   * Takes an event over.
   *
   * @param size about how much memory it takes, in characters
   * @return false when there is no room for it: it is dropped
   */
  public boolean put(Event event, long size) {
    return put(event, size, wanted -> {});
  }

  /**
   * The same for who wants to know what became of it.
   *
   * @param then is told true once the event is on the queue, false when no webhook wants it. Runs
   *     in the thread that sends, once: it must neither wait long nor throw
   */
  public boolean put(Event event, long size, Consumer<Boolean> then) {
    return put(new Waiting(event, size, nanoTime.getAsLong(), true, then));
  }

  /**
   * Runs something once a webhook is known to want an event, which is not sent itself.
   *
   * @param then runs in the thread that sends, once: it must neither wait nor throw
   * @return false when there is no room
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
        tally.droppedEvent();
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

  /** Brings what is here to the queue, for ten seconds at most; then nothing is sent any more. */
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

  /** The next events, which stay until they are removed; none when it is closed and empty. */
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

  /** Puts them before all others, where they were; only with the lock. */
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
   * Asks the filter. A look-up in between may decide what is undecided before: then the rest is for
   * the next time, behind it.
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

  /** New events do not shorten it: the queue is what does not answer. Closing does. */
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
