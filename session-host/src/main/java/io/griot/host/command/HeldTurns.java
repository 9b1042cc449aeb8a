package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
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
              command.turn().map(Command.Turn::pace)));
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next turn; see {@link HeldLine#next}. */
  Held awaitNext(Predicate<Requires> isOpen) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Instant now = clock.instant();
        Optional<Held> next = line.next(now, isOpen);
        Duration left =
            next.map(held -> Duration.between(now, line.due(held, now))).orElse(LONGEST_WAIT);
        if (next.isPresent() && !left.isPositive()) {
          return next.get();
        }
        long _ = changed.awaitNanos(Math.min(left.toNanos(), LONGEST_WAIT.toNanos()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the pace lets a send go; then it has gone. */
  boolean passes(Pace pace) {
    lock.lock();
    try {
      Instant now = clock.instant();
      boolean passes = !line.release(pace, now).isAfter(now);
      if (passes) {
        line.goes(pace, now);
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
