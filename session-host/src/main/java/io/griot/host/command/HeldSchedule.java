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
 * Decides which of one session's held messages goes next: a {@link HeldMessages} behind a lock,
 * with waits for a turn. Thread-safe.
 */
final class HeldSchedule {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** The number of admitted messages that are remembered. A redelivered one has had its turn. */
  private static final int ADMITTED = 256;

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final HeldMessages messages = new HeldMessages();
  private final CountDownLatch loaded = new CountDownLatch(1);

  /** Whether the stored explanations are outdated. Guarded by the lock. */
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
   * @param clock compared with turns and with deadlines for starting
   */
  HeldSchedule(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the messages that earlier hosts held. No message gets a turn before that. */
  void load(Collection<HeldMessage> earlier) {
    locked(() -> earlier.forEach(messages::add));
    loaded.countDown();
  }

  /** Whether a message is held; true until the earlier ones are loaded. */
  boolean isHolding() {
    lock.lock();
    try {
      return loaded.getCount() > 0 || !messages.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void awaitLoaded() throws InterruptedException {
    loaded.await();
  }

  void add(HeldMessage held) {
    locked(() -> messages.add(held));
  }

  /** Sets until when WhatsApp restricts the account; a time in the past means not at all. */
  void restrict(Instant until) {
    locked(() -> {
      messages.restrict(until);
      isExplainedAnew = true;
    });
  }

  /** Sets whether nothing may begin, because the customer's subscription is suspended. */
  void suspend(boolean is) {
    locked(() -> messages.suspend(is));
  }

  /**
   * The time at which a message is expected to go, not before the earlier messages of its group.
   */
  Instant until(HeldMessage held) {
    lock.lock();
    try {
      return messages.opensInOrder(held);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the restriction delays the message beyond its turn. */
  boolean isRestricted(HeldMessage held) {
    lock.lock();
    try {
      return messages.opens(held).isAfter(held.notBefore());
    } finally {
      lock.unlock();
    }
  }

  /** The messages whose explanation is outdated; empty until the restriction changes again. */
  List<HeldMessage> takeUnexplained() {
    lock.lock();
    try {
      List<HeldMessage> unexplained = isExplainedAnew ? messages.stopping() : List.of();
      isExplainedAnew = false;
      return unexplained;
    } finally {
      lock.unlock();
    }
  }

  /** The message is running. */
  void begins(HeldMessage held) {
    locked(() -> messages.begins(held));
  }

  void ends(HeldMessage held) {
    locked(() -> messages.ends(held));
  }

  /** The message's group continues after this pause. */
  void pauses(HeldMessage held, Duration pause) {
    locked(() -> messages.pauses(held, clock.instant().plus(pause)));
  }

  /**
   * Whether a message may go without being held, as far as its turn is concerned. If so, the turn
   * is used.
   */
  boolean takes(Command command, Delivery delivery) {
    lock.lock();
    try {
      return !messages.holds(delivery.group()) && takes(command, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  private boolean takes(Command command, Instant now) {
    if (admitted.containsKey(command.deduplicationId())) {
      return true;
    }
    if (messages.isSuspended()) {
      return false;
    }
    if (command.turn().isEmpty()) {
      return true;
    }
    Command.Turn turn = command.turn().get();
    if (turn.stops() && messages.isRestricted(now)) {
      return false;
    }
    boolean takes =
        !turn.notBefore().isAfter(now) && !messages.release(turn.pace(), now).isAfter(now);
    if (takes) {
      messages.goes(turn.pace(), now);
      admitted.put(command.deduplicationId(), true);
    }
    return takes;
  }

  /** The message as it is to be held; empty when it is held already. */
  Optional<HeldMessage> held(Command command, String group, Requires requires) {
    lock.lock();
    try {
      if (messages.contains(command.deduplicationId())) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Instant turn = command.turn().map(Command.Turn::notBefore).orElse(now);
      Instant behind = messages.last(group).map(HeldMessage::notBefore).orElse(turn);
      return Optional.of(
          new HeldMessage(
              messages.nextPosition(now),
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
   * Waits for the next message; see {@link HeldMessages#next}. Empty when explanations must be
   * renewed first.
   */
  Optional<HeldMessage> awaitNext(Predicate<HeldMessage> isOpen) throws InterruptedException {
    lock.lock();
    try {
      while (!isExplainedAnew) {
        Instant now = clock.instant();
        Optional<HeldMessage> next = messages.next(now, isOpen);
        Duration left =
            next.map(held -> Duration.between(now, messages.due(held, now))).orElse(LONGEST_WAIT);
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

  /**
   * Whether neither a suspension nor the restriction nor the pace delays the message. If so, the
   * send is recorded.
   */
  boolean passes(HeldMessage held) {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (messages.isSuspended() || (held.stops() && messages.isRestricted(now))) {
        return false;
      }
      Optional<Pace> pace = held.pace();
      boolean passes = pace.isEmpty() || !messages.release(pace.get(), now).isAfter(now);
      if (passes) {
        pace.ifPresent(kept -> messages.goes(kept, now));
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
