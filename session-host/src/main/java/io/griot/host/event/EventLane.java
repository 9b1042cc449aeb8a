package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.SessionId;
import io.griot.host.event.WebhookFilter.Verdict;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The waiting events of one session, and the thread that hands them over: first to the session's
 * log, then to the queue. The thread ends when there were no events for a while, and the next event
 * starts another. The outbox's lock guards the fields.
 *
 * <p>An event about which the filter is undecided stays here until it is decided; if it is certain
 * to be logged, it is logged before. Other events overtake it meanwhile. A session's events of one
 * type stay in order.
 */
final class EventLane {
  private static final Logger log = LoggerFactory.getLogger(EventLane.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofMinutes(1);

  /**
   * The largest number of events in one round. Events that arrive meanwhile are logged in one
   * write.
   */
  private static final int ROUND = 50;

  private final EventOutbox outbox;
  private final SessionId session;
  private final HostThread thread;
  private final Condition changed;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Undecided events. They are older than the first of {@link #waiting}. */
  private final List<Waiting> undecided = new ArrayList<>();

  private long size;
  private boolean isLast;

  /**
   * The time at which undecided events are checked again, and the number of look-ups when they were
   * last checked.
   */
  private long lookAgainAt;

  private long lookUpsSeen;

  /** An event. Only the lane's thread uses its flag. */
  static final class Waiting {
    private final SessionLog to;
    private final Event event;
    private final long size;
    private final long since;
    private final boolean isSent;
    private final Consumer<Boolean> then;
    private boolean isLogged;

    /**
     * @param since when it was added, on the monotonic clock
     * @param isSent whether the event itself is handed over
     * @param then receives whether somebody wants it, once it is handed over; not run when the
     *     lease is lost
     */
    Waiting(
        SessionLog to, Event event, long size, long since, boolean isSent, Consumer<Boolean> then) {
      this.to = to;
      this.event = event;
      this.size = size;
      this.since = since;
      this.isSent = isSent;
      this.then = then;
    }

    Event event() {
      return event;
    }

    long size() {
      return size;
    }
  }

  /** The filter's verdicts on the first events. */
  private record Sorted(
      List<Waiting> seen,
      List<Waiting> logged,
      List<Waiting> wanted,
      List<Waiting> loggedAlone,
      List<Waiting> unwanted,
      List<Waiting> lost,
      List<Waiting> open) {
    Sorted() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void add(Waiting one, Verdict verdict) {
      seen.add(one);
      if (verdict.isLogged() && one.isSent && !one.isLogged) {
        logged.add(one);
      }
      switch (verdict) {
        case WANTED -> wanted.add(one);
        case LOGGED -> loggedAlone.add(one);
        case UNWANTED -> unwanted.add(one);
        case UNDECIDED, LOGGED_UNDECIDED -> open.add(one);
      }
    }
  }

  EventLane(EventOutbox outbox, SessionId session, boolean isLast) {
    this.outbox = outbox;
    this.session = session;
    this.isLast = isLast;
    this.changed = outbox.condition();
    this.thread = HostThread.virtual("events-" + session, this::run, outbox::failed);
  }

  void start() {
    HostThread _ = thread.start();
  }

  HostThread thread() {
    return thread;
  }

  long size() {
    return size;
  }

  void add(Waiting one) {
    waiting.add(one);
    size += one.size;
    changed.signalAll();
  }

  /** Hands over the remaining events, and then ends. */
  void end() {
    isLast = true;
    changed.signalAll();
  }

  private void run() throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
      Sorted sorted = sorted(batch);
      if (isHandedOver(sorted)) {
        pause = FIRST_PAUSE;
        remove(sorted);
        sorted.wanted().forEach(one -> one.then.accept(true));
        sorted.loggedAlone().forEach(one -> one.then.accept(true));
        sorted.unwanted().forEach(one -> one.then.accept(false));
      } else {
        await(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }
  }

  /** The next events. They stay in the buffer until they are removed. Empty when the lane ends. */
  private List<Waiting> next() throws InterruptedException {
    outbox.lock().lock();
    try {
      long idleAt = outbox.nanos() + IDLE.toNanos();
      while (!takesUndecidedBack() && waiting.isEmpty() && !isLast) {
        long until = undecided.isEmpty() ? idleAt : lookAgainAt;
        long nanos = until - outbox.nanos();
        if (undecided.isEmpty() && nanos <= 0) {
          break;
        }
        long _ = changed.awaitNanos(nanos);
      }
      if (waiting.isEmpty()) {
        outbox.remove(session, this);
      }
      takeTurns();
      return waiting.stream().limit(ROUND).toList();
    } finally {
      outbox.lock().unlock();
    }
  }

  /**
   * Puts the first events of all groups before others of a group that has many, so that a flood in
   * one chat keeps no other's events back. A group's own stay in order. The lock must be held.
   */
  private void takeTurns() {
    if (waiting.size() <= ROUND) {
      return;
    }
    Map<String, Integer> ofGroup = new HashMap<>();
    List<List<Waiting>> turns = new ArrayList<>();
    for (Waiting one : waiting) {
      int turn = ofGroup.merge(one.event.group(), 1, Integer::sum) - 1;
      if (turn == turns.size()) {
        turns.add(new ArrayList<>());
      }
      turns.get(turn).add(one);
    }
    waiting.clear();
    turns.forEach(waiting::addAll);
  }

  /** Puts the undecided events back before all others. The lock must be held. */
  private boolean takesUndecidedBack() {
    boolean isTime =
        isLast || outbox.filter().lookUps() != lookUpsSeen || lookAgainAt - outbox.nanos() <= 0;
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
    WebhookFilter filter = outbox.filter();
    boolean isEnd;
    outbox.lock().lock();
    try {
      isEnd = isLast;
      if (undecided.isEmpty()) {
        lookUpsSeen = filter.lookUps();
      }
    } finally {
      outbox.lock().unlock();
    }
    Sorted sorted = new Sorted();
    for (Waiting one : batch) {
      Verdict verdict = filter.verdict(one.event, one.since);
      boolean isAnyOpen = !undecided.isEmpty() || !sorted.open().isEmpty();
      if (isAnyOpen && filter.lookUps() != lookUpsSeen) {
        return sorted;
      }
      sorted.add(one, verdict.isOpen() && isEnd ? Verdict.WANTED : verdict);
    }
    return sorted;
  }

  /** Logs and sends events. Logged events are not logged again when sending fails. */
  private boolean isHandedOver(Sorted sorted) {
    try {
      List<Waiting> logged = sorted.logged();
      for (int from = 0, to; from < logged.size(); from = to) {
        SessionLog log = logged.get(from).to;
        to = from + 1;
        while (to < logged.size() && logged.get(to).to.equals(log)) {
          to++;
        }
        append(log, logged.subList(from, to), sorted);
      }
      List<Event> events =
          sorted.wanted().stream().filter(one -> one.isSent).map(Waiting::event).toList();
      if (!events.isEmpty()) {
        outbox.queue().send(events);
      }
    } catch (SdkException e) {
      log.atWarn().setCause(e).addKeyValue("sessionId", session).log("events.not_sent");
      return false;
    }
    return true;
  }

  /**
   * Appends events to the log. When the lease is lost, the events are left to the next owner, and
   * their results are not reported.
   */
  private static void append(SessionLog to, List<Waiting> events, Sorted sorted) {
    if (to.append(events.stream().map(Waiting::event).toList())) {
      events.forEach(one -> one.isLogged = true);
      return;
    }
    sorted.wanted().removeAll(events);
    sorted.loggedAlone().removeAll(events);
    sorted.open().removeAll(events);
    sorted.lost().addAll(events);
  }

  private void remove(Sorted sorted) {
    outbox.lock().lock();
    try {
      if (undecided.isEmpty()) {
        lookAgainAt = outbox.nanos() + outbox.undecidedPause().toNanos();
      }
      sorted.seen().forEach(_ -> waiting.remove());
      undecided.addAll(sorted.open());
      sorted.wanted().forEach(this::forget);
      sorted.loggedAlone().forEach(this::forget);
      sorted.unwanted().forEach(this::forget);
      sorted.lost().forEach(this::forget);
    } finally {
      outbox.lock().unlock();
    }
  }

  private void forget(Waiting one) {
    size -= one.size;
    outbox.release(one.size);
  }

  /**
   * Waits. New events do not end the pause, because the failure was not theirs; the end of the lane
   * does.
   */
  private void await(Duration pause) throws InterruptedException {
    long nanos = pause.toNanos();
    outbox.lock().lock();
    try {
      while (nanos > 0 && !isLast) {
        nanos = changed.awaitNanos(nanos);
      }
      if (isLast) {
        nanos = FIRST_PAUSE.toNanos();
        while (nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
      }
    } finally {
      outbox.lock().unlock();
    }
  }
}
