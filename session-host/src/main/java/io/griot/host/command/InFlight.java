package io.griot.host.command;

import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The messages that this host has received and not settled. Extends their visibility, and deletes
 * finished ones in batches, in its own thread. If a deletion fails, the message is delivered again
 * and its command is found ended. Thread-safe.
 *
 * <p>Writes nothing to SQS while the lease is not held: the messages may be another host's by then.
 */
final class InFlight {
  private static final Logger log = LoggerFactory.getLogger(InFlight.class);
  private static final Duration END_DEADLINE = Duration.ofSeconds(5);

  private final SessionQueue queue;
  private final Duration visibility;
  private final BooleanSupplier isLeaseHeld;
  private final Runnable onDeleted;
  private final HostThread thread;
  private final BlockingQueue<Delivery> done = new LinkedBlockingQueue<>();

  /** In order of arrival, which is the order of each group. Guarded by itself. */
  private final Set<Delivery> held = new LinkedHashSet<>();

  /**
   * @param visibility visibility timeout: how long messages stay hidden if this host dies
   * @param onDeleted runs in this object's thread after messages were deleted
   * @param onFailure called when the thread fails
   */
  InFlight(
      SessionQueue queue,
      Duration visibility,
      String name,
      BooleanSupplier isLeaseHeld,
      Runnable onDeleted,
      Consumer<Throwable> onFailure) {
    this.queue = queue;
    this.visibility = visibility;
    this.isLeaseHeld = isLeaseHeld;
    this.onDeleted = onDeleted;
    this.thread = HostThread.virtual("in-flight-" + name, this::run, onFailure);
  }

  void start() {
    thread.start();
  }

  void hold(Collection<Delivery> deliveries) {
    synchronized (held) {
      held.addAll(deliveries);
    }
  }

  boolean isAnyHeld() {
    synchronized (held) {
      return !held.isEmpty();
    }
  }

  /** Deletes a message whose command has ended. */
  void delete(Delivery delivery) {
    forget(List.of(delivery));
    done.add(delivery);
  }

  /** Makes messages visible again after a pause, for this host or another. */
  void later(List<Delivery> deliveries, Duration pause) {
    forget(deliveries);
    extend("leave", deliveries, pause);
  }

  /** Drops messages that may be another host's. Nothing is written to SQS. */
  void forget(Collection<Delivery> deliveries) {
    synchronized (held) {
      held.removeAll(deliveries);
    }
  }

  /**
   * Stops: deletes finished messages and makes the rest visible, each group in order. Failures of
   * SQS are logged.
   */
  void stop() throws InterruptedException {
    thread.stop();
    try {
      boolean _ = thread.join(END_DEADLINE);
    } finally {
      List<Delivery> rest = new ArrayList<>();
      done.drainTo(rest);
      attempt("delete", rest, queue::delete);
      extend("show", taken(), Duration.ZERO);
    }
  }

  private List<Delivery> taken() {
    synchronized (held) {
      List<Delivery> all = List.copyOf(held);
      held.clear();
      return all;
    }
  }

  private void run() throws InterruptedException {
    // A third of the visibility timeout leaves time for one failed extension.
    long everyNanos = visibility.dividedBy(3).toNanos();
    long extendedAt = System.nanoTime();
    while (true) {
      long wait = everyNanos - (System.nanoTime() - extendedAt);
      Delivery first = done.poll(wait, TimeUnit.NANOSECONDS);
      if (first != null) {
        deleteWith(first);
      }
      if (System.nanoTime() - extendedAt >= everyNanos) {
        extendedAt = System.nanoTime();
        extend("extend", copy(), visibility);
      }
    }
  }

  private List<Delivery> copy() {
    synchronized (held) {
      return List.copyOf(held);
    }
  }

  private void deleteWith(Delivery first) {
    List<Delivery> batch = new ArrayList<>();
    batch.add(first);
    done.drainTo(batch, SessionQueue.BATCH - 1);
    if (attempt("delete", batch, queue::delete)) {
      onDeleted.run();
    }
  }

  private void extend(String what, List<Delivery> deliveries, Duration time) {
    boolean _ = attempt(what, deliveries, batch -> queue.extend(batch, time));
  }

  /** Returns whether every batch succeeded. A failed batch does not stop the next. */
  private boolean attempt(
      String what, List<Delivery> deliveries, Consumer<List<Delivery>> request) {
    boolean succeeded = true;
    for (int from = 0; from < deliveries.size(); from += SessionQueue.BATCH) {
      int end = Math.min(from + SessionQueue.BATCH, deliveries.size());
      succeeded &= attemptBatch(what, deliveries.subList(from, end), request);
    }
    return succeeded;
  }

  private boolean attemptBatch(
      String what, List<Delivery> batch, Consumer<List<Delivery>> request) {
    if (!isLeaseHeld.getAsBoolean()) {
      return false;
    }
    try {
      request.accept(batch);
      return true;
    } catch (SdkException e) {
      log.atWarn().addKeyValue("request", what).setCause(e).log("messages.failed");
      return false;
    }
  }
}
