package io.griot.host.command;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one session's queue: receives its messages ({@link QueueReader}) and runs their
 * commands, different groups in parallel ({@link GroupWork}). It has at most {@link #MAX_HELD}
 * messages at a time. Commands that may not run yet go to {@link Holding}. Nothing is received or
 * run while the lease is not held. {@link #stop} is called once, from any thread.
 */
public final class CommandConsumer {
  private static final Logger log = LoggerFactory.getLogger(CommandConsumer.class);

  /** Maximum of messages received and not yet settled. */
  static final int MAX_HELD = 64;

  private final SessionId session;
  private final QueueReader reader;
  private final InFlight inFlight;
  private final Workers workers;
  private final GroupWork.Shared shared;
  private final AtomicLong received = new AtomicLong();

  /**
   * How a message's command is run.
   *
   * @param holding decides whether a command runs now or is held
   */
  public record Execution(CommandReader reader, CommandRunner runner, Holding holding) {}

  /**
   * @param onFailure ends the session. May be called several times, from threads of this object
   */
  public CommandConsumer(
      SessionId session, QueueAccess access, Execution execution, Consumer<Throwable> onFailure) {
    Semaphore places = new Semaphore(MAX_HELD);
    this.session = session;
    this.reader = new QueueReader(session, access, places, this::received, onFailure);
    this.inFlight =
        new InFlight(
            access.queue(),
            access.queue().visibility(),
            session.value(),
            access::isLeaseHeld,
            reader::deleted,
            onFailure);
    this.workers = new Workers(session, onFailure);
    this.shared =
        new GroupWork.Shared(
            new MessageWork(session, execution, access::isLeaseHeld, reader::isStopped),
            inFlight,
            places,
            workers,
            reader::isStopped,
            access.afterFailure());
  }

  public void start() {
    inFlight.start();
    reader.start();
  }

  /**
   * Stops receiving, waits for running commands, and makes all remaining messages visible again,
   * each group in order. The gate must be closed first, so that commands which wait at it return.
   *
   * @return false when commands were still running at the deadline. They are interrupted, and their
   *     messages become visible too
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    boolean done = false;
    try {
      reader.stop();
      done = workers.end(deadline);
    } finally {
      workers.stop();
      endInFlight();
    }
    return done;
  }

  private void endInFlight() throws InterruptedException {
    try {
      inFlight.stop();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("session", session).setCause(e).log("consumer.stop.failed");
    }
  }

  /** The number of messages received. */
  public long received() {
    return received.get();
  }

  /** Whether a message was received and is not settled. */
  public boolean isAtWork() {
    return inFlight.isAnyHeld();
  }

  boolean isStopped() {
    return reader.isStopped();
  }

  /** Waits until no command runs; for tests. */
  void awaitIdle() throws InterruptedException {
    workers.awaitIdle();
  }

  private void received(List<Delivery> deliveries) {
    inFlight.hold(deliveries);
    received.addAndGet(deliveries.size());
    groups(deliveries).forEach(group -> workers.start(new GroupWork(shared, group)::run));
  }

  private static Collection<List<Delivery>> groups(List<Delivery> deliveries) {
    Map<String, List<Delivery>> groups = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      groups.computeIfAbsent(delivery.group(), group -> new ArrayList<>()).add(delivery);
    }
    return groups.values();
  }
}
