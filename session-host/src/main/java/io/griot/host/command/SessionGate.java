package io.griot.host.command;

import io.griot.contract.Operation.Requires;
import io.griot.host.bridge.Bridge;
import io.griot.host.bridge.PageStatus.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a session's commands through when what they need is there, holds them while it is coming,
 * and turns them away when it is not. Thread-safe.
 */
public final class SessionGate {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Standing standing = Standing.COMING;
  private Optional<Bridge> bridge = Optional.empty();
  private boolean closed;

  /** What a command is told. */
  public sealed interface Pass {
    /** Go on, with this page; none for what needs none and there is none. */
    record Open(Optional<Bridge> bridge) implements Pass {}

    /** The session is not connected and will not be by itself. */
    record Refused() implements Pass {}

    /** This host stops running the session: leave the command to the next. */
    record Closed() implements Pass {}
  }

  /** The page, and how it stands. */
  public void set(Bridge page, Standing now) {
    change(() -> {
      bridge = Optional.of(page);
      standing = now;
    });
  }

  /** There is no page, or it is not known to live. */
  public void unset() {
    change(() -> {
      bridge = Optional.empty();
      standing = Standing.COMING;
    });
  }

  /** A call found this page dead: nobody else shall, until it says something again. */
  public void doubt(Bridge page) {
    change(() -> {
      if (bridge.filter(page::equals).isPresent()) {
        bridge = Optional.empty();
        standing = Standing.COMING;
      }
    });
  }

  /** Closes for good. */
  public void close() {
    change(() -> closed = true);
  }

  /** Whether nobody would wait now for what is required. */
  public boolean passes(Requires requires) {
    lock.lock();
    try {
      return closed || pass(requires).isPresent();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until what is required is there or hopeless, or the gate is closed.
   *
   * @return empty when it is still open after so long whether it will be there
   */
  public Optional<Pass> await(Requires requires, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.compareTo(LONGEST) < 0 ? atMost.toNanos() : Long.MAX_VALUE;
      while (true) {
        if (closed) {
          return Optional.of(new Pass.Closed());
        }
        Optional<Pass> pass = pass(requires);
        if (pass.isPresent() || left <= 0) {
          return pass;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<Pass> pass(Requires requires) {
    boolean met =
        switch (requires) {
          case NONE -> true;
          case PAGE -> bridge.isPresent();
          case CONNECTED -> bridge.isPresent() && standing == Standing.CONNECTED;
        };
    if (met) {
      return Optional.of(new Pass.Open(bridge));
    }
    return requires == Requires.CONNECTED && standing == Standing.NOT_CONNECTED
        ? Optional.of(new Pass.Refused())
        : Optional.empty();
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
