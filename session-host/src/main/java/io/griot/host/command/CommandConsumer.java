package io.griot.host.command;

import io.griot.contract.SessionId;
import io.griot.host.lease.Lease;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Receives one session's messages and runs their commands, different groups in parallel ({@link
 * GroupWork}). It holds at most {@link #MAX_HELD} messages. Commands that may not run yet go to
 * {@link Holding}. Nothing is received or run while the lease is not held. {@link #stop} is called
 * once, from any thread.
 */
public final class CommandConsumer {
  private static final Logger log = LoggerFactory.getLogger(CommandConsumer.class);

  /** Maximum of messages received and not yet settled. */
  static final int MAX_HELD = 64;

  /**
   * Interrupting a long poll would hide the messages that it receives until their visibility
   * timeout, so it is given time to end.
   */
  private static final Duration POLL_PATIENCE = Duration.ofSeconds(2);

  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final SessionId session;
  private final SessionQueue queue;
  private final Lease lease;
  private final LongSupplier nanoTime;
  private final Duration longPoll;
  private final Duration afterFailure;
  private final InFlight inFlight;
  private final HostThread receiver;
  private final HostThread follower;
  private final Semaphore places = new Semaphore(MAX_HELD);
  private final Semaphore freed = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Workers workers;
  private final GroupWork.Shared shared;

  /**
   * @param holding decides whether a command runs now or is held
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param longPoll how long one receive waits for messages; at most 20 s
   * @param onFailure ends the session. May be called several times, from threads of this object
   */
  public CommandConsumer(
      SessionId session,
      SessionQueue queue,
      CommandReader reader,
      CommandRunner runner,
      Holding holding,
      Lease lease,
      LongSupplier nanoTime,
      Duration longPoll,
      Consumer<Throwable> onFailure) {
    this(
        session,
        queue,
        reader,
        runner,
        holding,
        lease,
        nanoTime,
        longPoll,
        onFailure,
        AFTER_FAILURE);
  }

  CommandConsumer(
      SessionId session,
      SessionQueue queue,
      CommandReader reader,
      CommandRunner runner,
      Holding holding,
      Lease lease,
      LongSupplier nanoTime,
      Duration longPoll,
      Consumer<Throwable> onFailure,
      Duration afterFailure) {
    this.afterFailure = afterFailure;
    this.session = session;
    this.queue = queue;
    this.lease = lease;
    this.nanoTime = nanoTime;
    this.longPoll = longPoll;
    this.inFlight =
        new InFlight(
            queue,
            queue.visibility(),
            session.value(),
            this::isLeaseHeld,
            freed::release,
            onFailure);
    this.workers = new Workers(session, onFailure);
    MessageWork messages =
        new MessageWork(session, reader, runner, holding, this::isLeaseHeld, this::isStopped);
    this.shared =
        new GroupWork.Shared(messages, inFlight, places, workers, this::isStopped, afterFailure);
    this.receiver = HostThread.virtual("consumer-" + session, this::receive, onFailure);
    this.follower = HostThread.virtual("follower-" + session, this::follow, onFailure);
  }

  public void start() {
    inFlight.start();
    receiver.start();
    follower.start();
  }

  /**
   * Stops receiving, waits for running commands, and makes all remaining messages visible again,
   * each group in order. The gate must be closed first, so that commands which wait at it return.
   *
   * @return false when commands were still running at the deadline. They are interrupted, and their
   *     messages become visible too
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    stopped.countDown();
    freed.release();
    places.release(2 * SessionQueue.BATCH); // wakes both threads, so that they see the stop
    boolean done = false;
    try {
      end(receiver, POLL_PATIENCE);
      end(follower, POLL_PATIENCE);
      done = workers.end(deadline);
    } finally {
      workers.stop();
      endInFlight();
    }
    return done;
  }

  private static void end(HostThread thread, Duration patience) throws InterruptedException {
    if (!thread.join(patience) && !thread.isCurrent()) {
      thread.stop();
      boolean _ = thread.join(INTERRUPT_PATIENCE);
    }
  }

  private void endInFlight() throws InterruptedException {
    try {
      inFlight.stop();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("session", session).setCause(e).log("consumer.stop.failed");
    }
  }

  /** Waits until no command runs; for tests. */
  void awaitIdle() throws InterruptedException {
    workers.awaitIdle();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private boolean isLeaseHeld() {
    return lease.isHeldAt(nanoTime.getAsLong());
  }

  private void receive() throws InterruptedException {
    while (!isStopped()) {
      places.acquire(SessionQueue.BATCH);
      int _ = receiveOnce(longPoll);
    }
  }

  // Deleting a message makes the next one of its group available. An open long poll does not always
  // notice that (ElasticMQ's does not), so the queue is polled again at once.
  private void follow() throws InterruptedException {
    while (!isStopped()) {
      freed.acquire();
      do {
        int _ = freed.drainPermits();
        places.acquire(SessionQueue.BATCH);
      } while (receiveOnce(Duration.ZERO) > 0);
    }
  }

  /**
   * Receives into capacity that was reserved before. A message received without capacity would stay
   * hidden from other hosts until its visibility timeout. Returns the number of messages.
   */
  private int receiveOnce(Duration wait) throws InterruptedException {
    List<Delivery> deliveries = List.of();
    try {
      deliveries = poll(wait);
    } finally {
      places.release(SessionQueue.BATCH - deliveries.size());
    }
    inFlight.hold(deliveries);
    groups(deliveries).forEach(group -> workers.start(new GroupWork(shared, group)::run));
    return deliveries.size();
  }

  private List<Delivery> poll(Duration wait) throws InterruptedException {
    if (isStopped()) {
      return List.of();
    }
    if (!isLeaseHeld()) {
      pause();
      return List.of();
    }
    try {
      return queue.receive(wait);
    } catch (SdkException e) {
      if (!isStopped()) {
        log.atWarn().addKeyValue("session", session).setCause(e).log("receive.failed");
        pause();
      }
      return List.of();
    }
  }

  private void pause() throws InterruptedException {
    boolean _ = stopped.await(afterFailure.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Collection<List<Delivery>> groups(List<Delivery> deliveries) {
    Map<String, List<Delivery>> groups = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      groups.computeIfAbsent(delivery.group(), group -> new ArrayList<>()).add(delivery);
    }
    return groups.values();
  }
}
