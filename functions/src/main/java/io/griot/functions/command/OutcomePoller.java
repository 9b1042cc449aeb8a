package io.griot.functions.command;

import io.griot.contract.CommandId;
import io.griot.contract.NewerFormException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Waits for commands to end by polling them, all in one request.
 *
 * <p>A command is first read a little before its operation's usual time is over, then in steps that
 * grow with the time waited: a fixed share of it, so that the delay added to an answer is small
 * relative to the answer's own time, and a long wait costs few reads. Commands that become due
 * during a read are part of the next one, so a process never has more than one read in flight. One
 * thread reads, and only while callers wait: a frozen Lambda has none. Thread-safe.
 */
final class OutcomePoller {
  private static final Logger log = LoggerFactory.getLogger(OutcomePoller.class);

  /** The most items that DynamoDB reads in one call. */
  private static final int MAX_BATCH = 100;

  private static final double FIRST_SHARE = 0.9;
  private static final double STEP_SHARE = 0.1;
  private static final long SHORTEST_STEP_NANOS = Duration.ofMillis(4).toNanos();
  private static final long LONGEST_STEP_NANOS = Duration.ofMillis(250).toNanos();

  private static final class Waiter {
    final CommandId id;
    final long sinceNanos;
    final CompletableFuture<StoredCommand> ended = new CompletableFuture<>();
    long dueNanos;
    volatile boolean missed;

    Waiter(CommandId id, long sinceNanos, long dueNanos) {
      this.id = id;
      this.sinceNanos = sinceNanos;
      this.dueNanos = dueNanos;
    }
  }

  private final SubmissionStore commands;
  private final LatencyEstimates latencies = new LatencyEstimates();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock. The origin of nanoTime is arbitrary, so only differences are compared.
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));
  private boolean reading;

  OutcomePoller(SubmissionStore commands) {
    this.commands = commands;
  }

  /**
   * Waits until a command has ended.
   *
   * @return the ended command; empty when it has not ended in time, or the thread was interrupted
   */
  Optional<StoredCommand> await(CommandId id, String operation, Duration atMost) {
    return await(id, operation, System.nanoTime(), Duration.ZERO, atMost);
  }

  /**
   * As above, for a held command: it is not read before the hold's end, and the hold is not part of
   * the operation's measured duration.
   *
   * @param sinceNanos the start of the caller's wait, of which this may be the second part
   */
  Optional<StoredCommand> await(
      CommandId id, String operation, long sinceNanos, Duration held, Duration atMost) {
    long begins = held.isPositive() ? System.nanoTime() + held.toNanos() : sinceNanos;
    long first = (long) (latencies.expected(operation).toNanos() * FIRST_SHARE);
    Waiter waiter = new Waiter(id, begins, begins + Math.max(first, SHORTEST_STEP_NANOS));
    add(waiter);
    try {
      StoredCommand ended = waiter.ended.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      latencies.saw(operation, Duration.ofNanos(System.nanoTime() - begins), !waiter.missed);
      return Optional.of(ended);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading outcomes failed", e.getCause());
    } finally {
      waiter.ended.cancel(false);
      remove(waiter);
    }
  }

  private void add(Waiter waiter) {
    lock.lock();
    try {
      waiters.add(waiter);
      if (!reading) {
        reading = true;
        Thread.ofVirtual().name("outcome-poller").start(this::readWhileSomebodyWaits);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void remove(Waiter waiter) {
    lock.lock();
    try {
      waiters.remove(waiter);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void readWhileSomebodyWaits() {
    for (List<Waiter> due = takeDue(); !due.isEmpty(); due = takeDue()) {
      List<Waiter> batch = due;
      try {
        completeEnded(batch);
      } catch (SdkException | NewerFormException e) {
        // The commands are accepted: a later read or a 202 serves their callers better than an
        // error.
        log.atWarn()
            .addKeyValue("commands", batch.size())
            .addKeyValue("reason", e.getMessage())
            .log("outcomes.not_read");
      } catch (RuntimeException e) {
        batch.forEach(waiter -> waiter.ended.completeExceptionally(e));
      }
      waitOn(batch);
    }
  }

  private void completeEnded(List<Waiter> batch) {
    var byId = batch.stream().collect(Collectors.groupingBy(waiter -> waiter.id));
    for (StoredCommand found : commands.find(byId.keySet())) {
      if (found.outcome().isPresent()) {
        byId.getOrDefault(found.id(), List.of()).forEach(waiter -> waiter.ended.complete(found));
      }
    }
  }

  private void waitOn(List<Waiter> batch) {
    lock.lock();
    try {
      long now = System.nanoTime();
      for (Waiter waiter : batch) {
        if (!waiter.ended.isDone()) {
          waiter.missed = true;
          long step = (long) ((now - waiter.sinceNanos) * STEP_SHARE);
          waiter.dueNanos = now + Math.clamp(step, SHORTEST_STEP_NANOS, LONGEST_STEP_NANOS);
          waiters.add(waiter);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until waiters are due, and takes them; empty when there are none. */
  private List<Waiter> takeDue() {
    List<Waiter> due = new ArrayList<>();
    lock.lock();
    try {
      while (due.isEmpty()) {
        @Nullable Waiter next = waiters.peek();
        if (next == null) {
          reading = false;
          return due;
        }
        long wait = next.dueNanos - System.nanoTime();
        if (wait > 0) {
          changed.awaitNanos(wait);
        } else {
          takeInto(due);
        }
      }
      return due;
    } catch (InterruptedException e) {
      // Unreachable: this thread is never shared. If it is interrupted anyway, stop; callers time
      // out.
      reading = false;
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private void takeInto(List<Waiter> due) {
    long now = System.nanoTime();
    @Nullable Waiter next = waiters.peek();
    while (next != null && next.dueNanos - now <= 0 && due.size() < MAX_BATCH) {
      due.add(waiters.remove());
      next = waiters.peek();
    }
  }
}
