package io.griot.host.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The messages a session's host has received and not done with: keeps them invisible, and deletes
 * the done ones in batches, off the commands' own path. A deletion that fails is no harm: the
 * message comes again and is found finished. Thread-safe.
 */
final class InFlight {
  private static final Logger log = LoggerFactory.getLogger(InFlight.class);
  private static final Duration END_DEADLINE = Duration.ofSeconds(10);

  private final SessionQueue queue;
  private final Duration visibility;
  private final Set<Delivery> held = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Delivery> done = new LinkedBlockingQueue<>();
  private final Runnable onDeleted;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param onDeleted runs after messages were deleted, in this object's thread
   */
  InFlight(SessionQueue queue, Duration visibility, String name, Runnable onDeleted) {
    this.queue = queue;
    this.visibility = visibility;
    this.onDeleted = onDeleted;
    this.thread = Thread.ofVirtual().name("in-flight-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void hold(Collection<Delivery> deliveries) {
    held.addAll(deliveries);
  }

  /** The message's command needs no more doing. */
  void delete(Delivery delivery) {
    held.remove(delivery);
    done.add(delivery);
  }

  /** The message's command is for someone else: it is shown at once. */
  void leave(Collection<Delivery> deliveries) {
    held.removeAll(deliveries);
    for (List<Delivery> batch : batches(deliveries)) {
      attempt("show", () -> queue.extend(batch, Duration.ZERO));
    }
  }

  /** The session's queue is gone or another's: nothing more is sent to it. */
  void forget(Delivery delivery) {
    held.remove(delivery);
  }

  /** Deletes what is done and ends. */
  void stop() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(END_DEADLINE);
    List<Delivery> rest = new ArrayList<>();
    done.drainTo(rest);
    for (List<Delivery> batch : batches(rest)) {
      attempt("delete", () -> queue.delete(batch));
    }
  }

  private void run() {
    // A third of the visibility leaves room for one failure.
    long everyNanos = visibility.dividedBy(3).toNanos();
    long extendedAt = System.nanoTime();
    while (!closed) {
      try {
        long wait = everyNanos - (System.nanoTime() - extendedAt);
        Delivery first = done.poll(wait, TimeUnit.NANOSECONDS);
        if (first != null) {
          deleteWith(first);
        }
        if (System.nanoTime() - extendedAt >= everyNanos) {
          extendedAt = System.nanoTime();
          batches(held).forEach(batch -> attempt("extend", () -> queue.extend(batch, visibility)));
        }
      } catch (InterruptedException e) {
        return; // stop() takes over
      }
    }
  }

  private void deleteWith(Delivery first) {
    List<Delivery> batch = new ArrayList<>();
    batch.add(first);
    done.drainTo(batch, SessionQueue.BATCH - 1);
    attempt(
        "delete",
        () -> {
          queue.delete(batch);
          onDeleted.run();
        });
  }

  private static void attempt(String what, Runnable request) {
    try {
      request.run();
    } catch (SdkException e) {
      log.warn("cannot {} messages", what, e);
    }
  }

  private static List<List<Delivery>> batches(Collection<Delivery> deliveries) {
    List<Delivery> all = List.copyOf(deliveries);
    List<List<Delivery>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += SessionQueue.BATCH) {
      batches.add(all.subList(from, Math.min(from + SessionQueue.BATCH, all.size())));
    }
    return batches;
  }
}
