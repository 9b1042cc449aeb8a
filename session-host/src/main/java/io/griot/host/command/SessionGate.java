package io.griot.host.command;

import io.griot.contract.Operation;
import io.griot.contract.Operation.Requires;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a session's commands through when their demand is met. Holds them while it may still be met,
 * and refuses them when it cannot. Thread-safe.
 */
public final class SessionGate {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Standing standing = Standing.COMING;
  private Optional<PageBridge> bridge = Optional.empty();
  private boolean closed;

  /**
   * A command's demand of the gate.
   *
   * @param sends whether it sends a message, for which WhatsApp's limits must be known
   */
  public record Demand(Requires requires, boolean sends) {
    /** The demand of what sends nothing. */
    public static Demand of(Requires requires) {
      return new Demand(requires, false);
    }

    static Demand of(Operation operation) {
      return new Demand(operation.requires(), !operation.writesTo().isEmpty());
    }

    static Demand of(HeldMessage held) {
      return new Demand(held.requires(), held.pace().isPresent());
    }
  }

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

  /** Removes the page for good: there is none, and none will come by itself. */
  public void refuse() {
    change(() -> {
      bridge = Optional.empty();
      standing = Standing.NOT_CONNECTED;
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

  /** Whether a command with this demand would not have to wait now. */
  boolean passes(Demand demand) {
    lock.lock();
    try {
      return closed || pass(demand).isPresent();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the demand is met or cannot be met, or the gate is closed.
   *
   * @return empty when neither happened within the given time
   */
  public Optional<Pass> await(Demand demand, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.compareTo(LONGEST) < 0 ? atMost.toNanos() : Long.MAX_VALUE;
      while (true) {
        if (closed) {
          return Optional.of(new Pass.Closed());
        }
        Optional<Pass> pass = pass(demand);
        if (pass.isPresent() || left <= 0) {
          return pass;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<Pass> pass(Demand demand) {
    boolean met =
        switch (demand.requires()) {
          case NONE -> true;
          case PAGE -> bridge.isPresent();
          case CONNECTED -> bridge.isPresent() && isConnected(demand);
        };
    if (met) {
      return Optional.of(new Pass.Open(bridge));
    }
    return demand.requires() == Requires.CONNECTED && standing == Standing.NOT_CONNECTED
        ? Optional.of(new Pass.Refused())
        : Optional.empty();
  }

  private boolean isConnected(Demand demand) {
    return standing == Standing.CONNECTED
        || (standing == Standing.LIMITS_UNKNOWN && !demand.sends());
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
