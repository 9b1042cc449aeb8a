package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import io.griot.host.command.CommandRunner.Fate;
import io.griot.host.command.SessionGate.Pass;
import io.griot.host.lease.Lease;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Holds one session's sends until their turn, in a table, and carries them out then. The one place
 * that decides which send of a session goes next, so none overtakes another of its chat: what
 * changes something waits behind what is held of its group, what only reads does not.
 *
 * <p>A message is taken over in two steps: it is stored, and then deleted from the queue if the
 * lease still holds. So the next host, which reads the table after its lease began, finds it in one
 * of the two, or in both: it then takes it over once more, or finds its command ended.
 *
 * <p>While WhatsApp restricts the account, sends that stop for that are held until it is over.
 *
 * <p>Sends wait for the page too, so that those that came while there was none keep the pace when
 * it comes back. Thread-safe. {@link #stop} is called once.
 */
public final class HeldCommands implements Holding {
  private static final Logger log = LoggerFactory.getLogger(HeldCommands.class);

  /** Carried out at once; the pace lets that many begin in a minute of a slow page. */
  static final int MAX_RUNNING = 64;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);

  /** How long the gate is waited at before anything else is looked at again. */
  private static final Duration AT_THE_GATE = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Messages that come again within this have had their turn. */
  private static final int ADMITTED = 256;

  private final Generation session;
  private final HeldStore store;
  private final CommandReader reader;
  private final CommandRunner runner;
  private final SessionGate gate;
  private final Function<String, Optional<Operation>> operations;
  private final Lease lease;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Consumer<Throwable> onFailure;
  private final HostThread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final HeldLine line = new HeldLine();
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final Semaphore places = new Semaphore(MAX_RUNNING);

  /** By the position of what they carry out. */
  private final Map<Long, HostThread> workers = new ConcurrentHashMap<>();

  private volatile boolean stopped;

  /** Whether callers are to read anew how long things are held. Guarded by the lock. */
  private boolean isExplainedAnew;

  /** The last messages that went without being held. Guarded by the lock. */
  private final Map<String, Boolean> admitted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > ADMITTED;
        }
      };

  /**
   * @param operations the catalogue's, by id
   * @param clock that turns and last moments to start are compared with
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onFailure ends the session
   */
  public HeldCommands(
      Generation session,
      HeldStore store,
      CommandReader reader,
      CommandRunner runner,
      SessionGate gate,
      Function<String, Optional<Operation>> operations,
      Lease lease,
      InstantSource clock,
      LongSupplier nanoTime,
      Consumer<Throwable> onFailure) {
    this.session = session;
    this.store = store;
    this.reader = reader;
    this.runner = runner;
    this.gate = gate;
    this.operations = operations;
    this.lease = lease;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.onFailure = onFailure;
    this.thread = HostThread.virtual("held-" + session.session(), this::run, onFailure);
  }

  public void start() {
    thread.start();
  }

  /**
   * Says until when WhatsApp restricts the account; empty when it does not. By any thread; does not
   * wait for more than the lock.
   */
  public void restrict(Optional<Instant> until) {
    locked(() -> {
      line.restrict(until.orElse(Instant.EPOCH));
      isExplainedAnew = true;
    });
  }

  /**
   * Begins nothing more, and waits for what is under way. The gate must be closed before. What is
   * held stays held.
   *
   * @return false when something was still under way at the deadline; it is interrupted then
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    stopped = true;
    thread.stop();
    boolean ended = thread.join(INTERRUPT_PATIENCE);
    boolean workersEnded = HostThread.end(workers.values(), deadline, INTERRUPT_PATIENCE);
    return (ended || thread.isCurrent()) && workersEnded;
  }

  @Override
  public boolean goesNow(Command command, Delivery delivery) throws InterruptedException {
    boolean reads =
        operations
            .apply(command.operation())
            .filter(operation -> operation.effect() == Operation.Effect.WRITE)
            .isEmpty();
    if (reads) {
      return true;
    }
    loaded.await();
    boolean isPageThere = gate.await(Requires.CONNECTED, Duration.ZERO).isPresent();
    lock.lock();
    try {
      return !line.holds(delivery.group()) && goesNow(command, isPageThere, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void hold(Command command, Delivery delivery) throws InterruptedException {
    loaded.await();
    Optional<Held> held = held(command, delivery.group());
    if (held.isPresent()) {
      hold(held.get(), command, delivery);
    }
  }

  private void hold(Held held, Command command, Delivery delivery) {
    store.put(session, held, delivery.body());
    Instant behind = until(held);
    locked(() -> line.add(held));
    boolean isExplained =
        command.turn().filter(turn -> !turn.heldUntil().isBefore(behind)).isPresent();
    if (!isExplained && behind.isAfter(clock.instant())) {
      explain(held, behind, because(held, HeldBecause.ORDER));
    }
    log.atDebug()
        .addKeyValue("commandId", held.command())
        .addKeyValue("notBefore", held.notBefore())
        .log("command.held");
  }

  /** When one may go, as far as is known: not before those that it waits behind. */
  private Instant until(Held held) {
    lock.lock();
    try {
      Instant behind = line.last(held.group()).map(line::opens).orElse(Instant.EPOCH);
      Instant opens = line.opens(held);
      return behind.isAfter(opens) ? behind : opens;
    } finally {
      lock.unlock();
    }
  }

  private HeldBecause because(Held held, HeldBecause otherwise) {
    lock.lock();
    try {
      return line.opens(held).isAfter(held.notBefore()) ? HeldBecause.RESTRICTION : otherwise;
    } finally {
      lock.unlock();
    }
  }

  /** A restriction came or went: what was said of those that stop for it does not hold any more. */
  private void explainAnew() {
    List<Held> stopping;
    lock.lock();
    try {
      stopping = isExplainedAnew ? line.stopping() : List.of();
      isExplainedAnew = false;
    } finally {
      lock.unlock();
    }
    for (Held held : stopping) {
      if (!stopped) {
        explain(held, until(held), because(held, HeldBecause.PACE));
      }
    }
  }

  // It is held all the same: its caller reads of it that it is pending.
  private void explain(Held held, Instant until, HeldBecause because) {
    try {
      store.explain(held, until, because);
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("commandId", held.command())
          .setCause(e)
          .log("command.held.not_explained");
    }
  }

  /** What is to be held of a message; empty when it is held. */
  private Optional<Held> held(Command command, String group) {
    lock.lock();
    try {
      if (line.contains(command.deduplicationId())) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Instant turn = command.turn().map(Command.Turn::notBefore).orElse(now);
      Instant behind = line.last(group).map(Held::notBefore).orElse(turn);
      return Optional.of(
          new Held(
              line.nextPosition(now),
              command.id(),
              command.attempt(),
              group,
              behind.isAfter(turn) ? behind : turn,
              command.startBy(),
              command.turn().map(Command.Turn::pace),
              command.turn().filter(Command.Turn::stops).isPresent()));
    } finally {
      lock.unlock();
    }
  }

  private boolean goesNow(Command command, boolean isPageThere, Instant now) {
    if (command.turn().isEmpty() || admitted.containsKey(command.deduplicationId())) {
      return true;
    }
    Command.Turn turn = command.turn().get();
    if (turn.stops() && line.isRestricted(now)) {
      return false;
    }
    if (!turn.pace().limits() && !turn.notBefore().isAfter(now)) {
      return true; // it only waits for the page, as what keeps no pace does
    }
    boolean goes =
        isPageThere
            && !turn.notBefore().isAfter(now)
            && !line.release(turn.pace(), now).isAfter(now);
    if (goes) {
      line.goes(turn.pace(), now);
      admitted.put(command.deduplicationId(), true);
    }
    return goes;
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() throws InterruptedException {
    load();
    while (!stopped) {
      explainAnew();
      Optional<Held> due = awaitDue();
      if (due.isPresent() && isPassed(due.get())) {
        places.acquire();
        begin(due.get());
      }
    }
  }

  /** What earlier hosts hold. Nothing that changes something goes before it is known. */
  private void load() throws InterruptedException {
    while (!stopped) {
      try {
        var found = store.all(session);
        locked(() -> found.forEach(line::add));
        loaded.countDown();
        return;
      } catch (SdkException e) {
        log.atWarn().addKeyValue("session", session).setCause(e).log("held.not_read");
        pause();
      }
    }
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long left = AFTER_FAILURE.toNanos();
      while (left > 0 && !stopped) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next turn; empty when there is something to explain before. */
  private Optional<Held> awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!isExplainedAnew) {
        Instant now = clock.instant();
        Optional<Held> next = line.next(now);
        Duration left = next.map(held -> left(held, now)).orElse(LONGEST_WAIT);
        if (next.isPresent() && !left.isPositive()) {
          return next;
        }
        Duration end = line.nextEnd(now).map(at -> Duration.between(now, at)).orElse(LONGEST_WAIT);
        long _ = changed.awaitNanos(shortest(left, end, LONGEST_WAIT).toNanos());
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private static Duration shortest(Duration... durations) {
    return Collections.min(List.of(durations));
  }

  /** The time until its turn, or until its last moment to start when its pace allows it later. */
  private Duration left(Held held, Instant now) {
    Instant paced = held.pace().map(pace -> line.release(pace, now)).orElse(now);
    Instant looked = paced.isAfter(held.startBy()) ? held.startBy() : paced;
    Instant due = line.due(held);
    return Duration.between(now, due.isAfter(looked) ? due : looked);
  }

  /** Whether it goes now: the page is there, and the pace allows it; or its time is over. */
  private boolean isPassed(Held held) throws InterruptedException {
    if (!clock.instant().isBefore(held.startBy())) {
      return true; // to be ended
    }
    Optional<Pass> pass = gate.await(Requires.CONNECTED, AT_THE_GATE);
    if (pass.isEmpty()) {
      return false;
    }
    if (pass.get() instanceof Pass.Closed) {
      stopped = true;
      return false;
    }
    return !isStopped(held) && (held.pace().isEmpty() || isPaced(held.pace().get()));
  }

  private boolean isStopped(Held held) {
    lock.lock();
    try {
      return held.stops() && line.isRestricted(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  private boolean isPaced(Pace pace) {
    lock.lock();
    try {
      Instant now = clock.instant();
      boolean isPaced = !line.release(pace, now).isAfter(now);
      if (isPaced) {
        line.goes(pace, now);
      }
      return isPaced;
    } finally {
      lock.unlock();
    }
  }

  private void begin(Held held) {
    locked(() -> line.begins(held));
    HostThread worker =
        HostThread.virtual(
            "commands-" + session.session(),
            () -> {
              try {
                work(held);
              } finally {
                workers.remove(held.position());
                places.release();
              }
            },
            onFailure);
    workers.put(held.position(), worker);
    worker.start();
  }

  private void work(Held held) throws InterruptedException {
    if (isDone(held)) {
      locked(() -> line.ends(held));
    } else {
      locked(() -> line.pauses(held, clock.instant().plus(AFTER_FAILURE)));
    }
  }

  private boolean isDone(Held held) throws InterruptedException {
    try {
      if (stopped || !isLeaseHeld() || !isEnded(held) || !isLeaseHeld()) {
        return false;
      }
      store.remove(session, held);
      return true;
    } catch (SdkException e) {
      log.atWarn().addKeyValue("commandId", held.command()).setCause(e).log("command.left");
      return false;
    }
  }

  /** Whether its command needs no more doing. */
  private boolean isEnded(Held held) throws InterruptedException {
    Optional<String> body = store.body(session, held);
    if (body.isEmpty()) {
      return true;
    }
    try {
      return runner.run(reader.read(body.get())) == Fate.DELETE;
    } catch (IllegalArgumentException e) {
      log.atError().addKeyValue("commandId", held.command()).setCause(e).log("message.malformed");
      return true;
    }
  }

  private boolean isLeaseHeld() {
    return lease.isHeldAt(nanoTime.getAsLong());
  }
}
