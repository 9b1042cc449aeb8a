package io.griot.host.command;

import io.griot.contract.Generation;
import io.griot.host.command.SessionGate.Demand;
import io.griot.host.command.SessionGate.Pass;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs one session's held messages, each when its turn has come and the page is there. Messages of
 * earlier hosts come first. Uses one thread, and one for each running message, at most {@link
 * #MAX_RUNNING}. {@link #stop} is called once.
 */
final class HeldWork {
  private static final Logger log = LoggerFactory.getLogger(HeldWork.class);

  /**
   * Maximum of messages that run at once. At a slow page, the pace lets about as many begin in a
   * minute.
   */
  static final int MAX_RUNNING = 64;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);

  /** The longest wait at the gate before the messages are checked again. */
  private static final Duration AT_THE_GATE = Duration.ofSeconds(1);

  private final Generation session;
  private final HeldStore store;
  private final HeldSchedule schedule;
  private final HeldExplanations explanations;
  private final HeldRunner runner;
  private final SessionGate gate;
  private final InstantSource clock;
  private final HostThread thread;
  private final Workers workers;
  private final Semaphore places = new Semaphore(MAX_RUNNING);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param clock compared with deadlines for starting
   * @param onFailure ends the session
   */
  HeldWork(
      Generation session,
      HeldStore store,
      HeldSchedule schedule,
      HeldExplanations explanations,
      HeldRunner runner,
      SessionGate gate,
      InstantSource clock,
      Consumer<Throwable> onFailure) {
    this.session = session;
    this.store = store;
    this.schedule = schedule;
    this.explanations = explanations;
    this.runner = runner;
    this.gate = gate;
    this.clock = clock;
    this.thread = HostThread.virtual("held-" + session.session(), this::run, onFailure);
    this.workers = new Workers(session.session(), onFailure);
  }

  void start() {
    thread.start();
  }

  /**
   * Begins nothing more, and waits for running messages. The gate must be closed first.
   *
   * @return false when a message was still running at the deadline; it is interrupted
   */
  boolean stop(Duration deadline) throws InterruptedException {
    stopped.countDown();
    thread.stop();
    boolean ended = thread.join(INTERRUPT_PATIENCE);
    boolean workersEnded = workers.end(deadline);
    return (ended || thread.isCurrent()) && workersEnded;
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void run() throws InterruptedException {
    load();
    while (!isStopped()) {
      explanations.explainAnew();
      Optional<HeldMessage> next = schedule.awaitNext(this::isOpen);
      if (next.isPresent() && isPassed(next.get())) {
        places.acquire();
        schedule.begins(next.get());
        workers.start(() -> carryOut(next.get()));
      }
    }
  }

  /** Loads the messages of earlier hosts. No command that changes something goes before. */
  private void load() throws InterruptedException {
    while (!isStopped()) {
      try {
        schedule.load(store.all(session));
        return;
      } catch (SdkException e) {
        log.atWarn().addKeyValue("session", session).setCause(e).log("held.not_read");
        boolean _ = stopped.await(AFTER_FAILURE.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }

  private boolean isOpen(HeldMessage held) {
    return gate.passes(Demand.of(held));
  }

  /**
   * Whether the message goes now: the page is there and the pace allows it, or its deadline for
   * starting has passed.
   */
  private boolean isPassed(HeldMessage held) throws InterruptedException {
    if (!clock.instant().isBefore(held.startBy())) {
      return true; // the runner ends it
    }
    Optional<Pass> pass = gate.await(Demand.of(held), AT_THE_GATE);
    if (pass.isEmpty()) {
      return false;
    }
    if (pass.get() instanceof Pass.Closed) {
      stopped.countDown();
      return false;
    }
    return schedule.passes(held);
  }

  private void carryOut(HeldMessage held) throws InterruptedException {
    try {
      if (!isStopped() && runner.isDone(held)) {
        schedule.ends(held);
      } else {
        schedule.pauses(held, AFTER_FAILURE);
      }
    } finally {
      places.release();
    }
  }
}
