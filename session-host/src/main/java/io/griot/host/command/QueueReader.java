package io.griot.host.command;

import io.griot.contract.SessionId;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Receives one session's messages, as long as there is capacity for them and the lease is held. One
 * thread polls for long, another at once after each deletion. {@link #stop} is called once, from
 * any thread; the other methods from any thread.
 */
final class QueueReader {
  private static final Logger log = LoggerFactory.getLogger(QueueReader.class);

  /**
   * Interrupting a long poll would hide the messages that it receives until their visibility
   * timeout, so it is given time to end.
   */
  private static final Duration POLL_PATIENCE = Duration.ofSeconds(2);

  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);

  private final SessionId session;
  private final QueueAccess access;
  private final Semaphore places;
  private final Consumer<List<Delivery>> received;
  private final HostThread receiver;
  private final HostThread follower;
  private final Semaphore deletions = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param places one permit is taken for each message received
   * @param received gets the messages in order, from two threads. Must not wait for their commands
   * @param onFailure ends the session. May be called several times, from threads of this object
   */
  QueueReader(
      SessionId session,
      QueueAccess access,
      Semaphore places,
      Consumer<List<Delivery>> received,
      Consumer<Throwable> onFailure) {
    this.session = session;
    this.access = access;
    this.places = places;
    this.received = received;
    this.receiver = HostThread.virtual("consumer-" + session, this::receive, onFailure);
    this.follower = HostThread.virtual("follower-" + session, this::follow, onFailure);
  }

  void start() {
    receiver.start();
    follower.start();
  }

  /** Messages were deleted, so the next ones of their groups are available. */
  void deleted() {
    deletions.release();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Stops receiving, except for messages that an open poll still brings. */
  void stop() throws InterruptedException {
    stopped.countDown();
    deletions.release();
    places.release(2 * SessionQueue.BATCH); // wakes both threads, so that they see the stop
    end(receiver);
    end(follower);
  }

  private static void end(HostThread thread) throws InterruptedException {
    if (!thread.join(POLL_PATIENCE) && !thread.isCurrent()) {
      thread.stop();
      boolean _ = thread.join(INTERRUPT_PATIENCE);
    }
  }

  private void receive() throws InterruptedException {
    while (!isStopped()) {
      places.acquire(SessionQueue.BATCH);
      int _ = receiveOnce(access.longPoll());
    }
  }

  // An open long poll does not always notice that a deletion made the next message of a group
  // available (ElasticMQ's does not), so the queue is polled again at once.
  private void follow() throws InterruptedException {
    while (!isStopped()) {
      deletions.acquire();
      do {
        int _ = deletions.drainPermits();
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
    received.accept(deliveries);
    return deliveries.size();
  }

  private List<Delivery> poll(Duration wait) throws InterruptedException {
    if (isStopped()) {
      return List.of();
    }
    if (!access.isLeaseHeld()) {
      pause();
      return List.of();
    }
    try {
      return access.queue().receive(wait);
    } catch (SdkException e) {
      if (!isStopped()) {
        log.atWarn().addKeyValue("session", session).setCause(e).log("receive.failed");
        pause();
      }
      return List.of();
    }
  }

  private void pause() throws InterruptedException {
    boolean _ = stopped.await(access.afterFailure().toNanos(), TimeUnit.NANOSECONDS);
  }
}
