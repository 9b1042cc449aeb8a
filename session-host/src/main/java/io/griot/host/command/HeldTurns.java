package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Whose turn it is among one session's sends and what waits with them: the {@link HeldLine} for
 * several threads, and for who waits for a turn. Thread-safe.
 */
final class HeldTurns {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Messages that come again within this have had their turn. */
  private static final int ADMITTED = 256;

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final HeldLine line = new HeldLine();
  private final CountDownLatch loaded = new CountDownLatch(1);

  /** Whether callers are to read anew how long things are held. Guarded by the lock. */
  private boolean isExplainedAnew;

  /** The last messages that went without being held. Guarded by the lock. */
  private final Map<String, Boolean> admitted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > ADMITTED;
        }
      };

  /**
   * @param clock that turns and last moments to start are compared with
   */
  HeldTurns(InstantSource clock) {
    this.clock = clock;
  }

  /** Earlier hosts held these: before they are known, it is nobody's turn. */
  void load(Collection<Held> earlier) {
    locked(() -> earlier.forEach(line::add));
    loaded.countDown();
  }

  void awaitLoaded() throws InterruptedException {
    loaded.await();
  }

  void add(Held held) {
    locked(() -> line.add(held));
  }

  /** WhatsApp restricts the account until then; in the past: it does not. */
  void restrict(Instant until) {
    locked(() -> {
      line.restrict(until);
      isExplainedAnew = true;
    });
  }

  /** When one may go, as far as is known: not before those that it waits behind. */
  Instant until(Held held) {
    lock.lock();
    try {
      return line.opensInOrder(held);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a restriction holds it beyond its turn. */
  boolean isRestricted(Held held) {
    lock.lock();
    try {
      return line.opens(held).isAfter(held.notBefore());
    } finally {
      lock.unlock();
    }
  }

  /** Those of which callers are to read anew how long they are held; empty until there are more. */
  List<Held> takeUnexplained() {
    lock.lock();
    try {
      List<Held> unexplained = isExplainedAnew ? line.stopping() : List.of();
      isExplainedAnew = false;
      return unexplained;
    } finally {
      lock.unlock();
    }
  }

  /** Carried out from now on. */
  void begins(Held held) {
    locked(() -> line.begins(held));
  }

  void ends(Held held) {
    locked(() -> line.ends(held));
  }

  /** It goes on after this time. */
  void pauses(Held held, Duration pause) {
    locked(() -> line.pauses(held, clock.instant().plus(pause)));
  }

  /** Whether a message may go without being held, if the page is there; then it has its turn. */
  boolean takes(Command command, Delivery delivery) {
    lock.lock();
    try {
      return !line.holds(delivery.group()) && takes(command, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  private boolean takes(Command command, Instant now) {
    if (command.turn().isEmpty() || admitted.containsKey(command.deduplicationId())) {
      return true;
    }
    Command.Turn turn = command.turn().get();
    if (turn.stops() && line.isRestricted(now)) {
      return false;
    }
    boolean takes = !turn.notBefore().isAfter(now) && !line.release(turn.pace(), now).isAfter(now);
    if (takes) {
      line.goes(turn.pace(), now);
      admitted.put(command.deduplicationId(), true);
    }
    return takes;
  }

  /** What is to be held of a message; empty when it is held. */
  Optional<Held> held(Command command, String group, Requires requires) {
    lock.lock();
    try {
      if (line.contains(command.deduplicationId())) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Instant turn = command.turn().map(Command.Turn::notBefore).orElse(now);
      Instant behind = line.last(group).map(Held::notBefore).orElse(turn);
      return Optional.of(
          new Held(
              line.nextPosition(now),
              command.id(),
              command.attempt(),
              group,
              behind.isAfter(turn) ? behind : turn,
              command.startBy(),
              requires,
              command.turn().map(Command.Turn::pace),
              command.turn().filter(Command.Turn::stops).isPresent()));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next turn; see {@link HeldLine#next}. Empty when there is something to explain
   * before.
   */
  Optional<Held> awaitNext(Predicate<Requires> isOpen) throws InterruptedException {
    lock.lock();
    try {
      while (!isExplainedAnew) {
        Instant now = clock.instant();
        Optional<Held> next = line.next(now, isOpen);
        Duration left =
            next.map(held -> Duration.between(now, line.due(held, now))).orElse(LONGEST_WAIT);
        if (next.isPresent() && !left.isPositive()) {
          return next;
        }
        long _ = changed.awaitNanos(Math.min(left.toNanos(), LONGEST_WAIT.toNanos()));
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether no restriction stops one and its pace lets it go; then it has gone. */
  boolean passes(Held held) {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (held.stops() && line.isRestricted(now)) {
        return false;
      }
      Optional<Pace> pace = held.pace();
      boolean passes = pace.isEmpty() || !line.release(pace.get(), now).isAfter(now);
      if (passes) {
        pace.ifPresent(kept -> line.goes(kept, now));
      }
      return passes;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
