package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Screen;
import io.griot.sandbox.world.WorldEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Counts changes on each phone, for callers that wait for the next change. Thread-safe; it holds
 * its lock only briefly, because it is called under the world's lock.
 */
final class ChangeFeed implements Consumer<WorldEvent>, AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Jid, Long> versions = new HashMap<>();
  private final Map<Jid, Map<Jid, Screen.Typing>> typing = new HashMap<>();
  private final Map<Jid, Set<Jid>> online = new HashMap<>();
  private final long first;
  private long changes;
  private boolean closed;

  /**
   * A feed whose versions begin after this number. The number must be larger than any of an earlier
   * run, so that a page that outlives the server notices.
   */
  ChangeFeed(long first) {
    this.first = first;
  }

  /**
   * Waits until the phone's version differs from {@code since}, the wait is over, or the feed is
   * closed; returns the phone's state.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  Screen.State await(Jid phone, long since, Duration wait) throws InterruptedException {
    long nanos = wait.toNanos();
    lock.lock();
    try {
      while (version(phone) == since && nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      return new Screen.State(
          version(phone),
          List.copyOf(typing.getOrDefault(phone, Map.of()).values()),
          List.copyOf(online.getOrDefault(phone, Set.of())));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the number of changes on all phones differs from {@code since}, the wait is over,
   * or the feed is closed; returns the number.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  long awaitAny(long since, Duration wait) throws InterruptedException {
    long nanos = wait.toNanos();
    lock.lock();
    try {
      while (first + changes == since && nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      return first + changes;
    } finally {
      lock.unlock();
    }
  }

  private long version(Jid phone) {
    return versions.getOrDefault(phone, first);
  }

  @Override
  public void accept(WorldEvent event) {
    switch (event) {
      case WorldEvent.Changed(Jid account) -> changed(account);
      case WorldEvent.Told(Jid account, String _, Push.Fleeting push) -> {
        if (push instanceof Push.Presence presence) {
          presence(account, presence);
        }
      }
      case WorldEvent.Pushed _, WorldEvent.Unlinked _, WorldEvent.Awaiting _ -> {
        // events for the linked devices
      }
    }
  }

  private void presence(Jid account, Push.Presence push) {
    lock.lock();
    try {
      Map<Jid, Screen.Typing> typists = typing.computeIfAbsent(account, a -> new LinkedHashMap<>());
      Set<Jid> there = online.computeIfAbsent(account, a -> new LinkedHashSet<>());
      switch (push.state()) {
        case "available" -> there.add(push.from());
        case "unavailable" -> {
          there.remove(push.from());
          typists.remove(push.from());
        }
        case "paused" -> typists.remove(push.from());
        default ->
            typists.put(push.from(), new Screen.Typing(push.chat(), push.from(), push.state()));
      }
    } finally {
      lock.unlock();
    }
    changed(account);
  }

  private void changed(Jid account) {
    lock.lock();
    try {
      changes++;
      versions.put(account, version(account) + 1);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waits. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
