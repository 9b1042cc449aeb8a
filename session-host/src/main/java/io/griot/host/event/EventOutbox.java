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
  private final Wishes wishes;
  private final Tally tally;
  private final HostThread sender;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<SessionId, Long> sizes = new HashMap<>();
  private long total;
  private boolean closing;

  private record Waiting(Event event, long size) {}

  /**
   * @param onFailure ends the process: without this thread no event leaves the host
   */
  public EventOutbox(EventQueue queue, Wishes wishes, Tally tally, Consumer<Throwable> onFailure) {
    this.queue = queue;
    this.wishes = wishes;
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
    lock.lock();
    try {
      long ofSession = sizes.getOrDefault(event.session(), 0L);
      if (ofSession + size > MAX_PER_SESSION || total + size > MAX_TOTAL) {
        tally.droppedEvent();
        return false;
      }
      waiting.add(new Waiting(event, size));
      sizes.put(event.session(), ofSession + size);
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
      log.error("{} events could not be put on their queue and are lost", waiting.size());
    }
  }

  private void run() throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
      if (sent(batch)) {
        pause = FIRST_PAUSE;
        remove(batch);
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
      while (waiting.isEmpty() && !closing) {
        changed.await();
      }
      return waiting.stream().limit(EventQueue.BATCH).toList();
    } finally {
      lock.unlock();
    }
  }

  private boolean sent(List<Waiting> batch) {
    try {
      List<Event> wanted = new ArrayList<>();
      for (Waiting one : batch) {
        if (wishes.include(one.event())) {
          wanted.add(one.event());
        }
      }
      if (!wanted.isEmpty()) {
        queue.send(wanted);
      }
      return true;
    } catch (SdkException e) {
      log.warn("events cannot be put on their queue now", e);
      return false;
    }
  }

  private void remove(List<Waiting> batch) {
    lock.lock();
    try {
      for (Waiting one : batch) {
        waiting.remove();
        total -= one.size();
        sizes.computeIfPresent(
            one.event().session(), (id, size) -> size > one.size() ? size - one.size() : null);
      }
    } finally {
      lock.unlock();
    }
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
