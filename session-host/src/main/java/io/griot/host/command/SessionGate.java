package io.griot.host.command;

import io.griot.contract.Operation.Requires;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a session's commands through when their requirement is met. Holds them while it may still be
 * met, and refuses them when it cannot. Thread-safe.
 */
public final class SessionGate {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Standing standing = Standing.COMING;
  private Optional<PageBridge> bridge = Optional.empty();
  private boolean closed;

  /** The gate's answer to a command. */
  public sealed interface Pass {
    /** Go on with this page. Empty for a command that needs no page while there is none. */
    record Open(Optional<PageBridge> bridge) implements Pass {}

    /** The session is not connected and will not connect by itself. */
    record Refused() implements Pass {}

    /** This host stops running the session. Leave the command to the next host. */
    record Closed() implements Pass {}
  }

  /** Sets the page and its connection. */
  public void set(PageBridge page, Standing now) {
    change(() -> {
      bridge = Optional.of(page);
      standing = now;
    });
  }

  /** Removes the page: there is none, or it does not answer. */
  public void unset() {
    change(() -> {
      bridge = Optional.empty();
      standing = Standing.COMING;
    });
  }

  /** Removes a page that a call found dead, until the page is heard again. */
  public void doubt(PageBridge page) {
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

  /** Whether a command with this requirement would not have to wait now. */
  public boolean passes(Requires requires) {
    lock.lock();
    try {
      return closed || pass(requires).isPresent();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the requirement is met or cannot be met, or the gate is closed.
   *
   * @return empty when neither happened within the given time
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
