package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.SessionId;
import io.griot.host.command.CommandRunner.Fate;
import io.griot.host.lease.Lease;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads one session's queue and has its commands carried out: groups side by side, those of one
 * group one after another, and its sends one behind the other ({@link GroupOrder}). Holds at most
 * {@link #MAX_HELD} messages, working or waiting for the page. Takes and runs nothing while the
 * lease is not held. {@link #stop} is called once, by any thread.
 */
public final class CommandConsumer {
  private static final Logger log = LoggerFactory.getLogger(CommandConsumer.class);

  /** Messages held at once. */
  static final int MAX_HELD = 64;

  /** An aborted long poll hides what it receives until the visibility timeout: let it end. */
  private static final Duration POLL_PATIENCE = Duration.ofSeconds(2);

  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final SessionId session;
  private final SessionQueue queue;
  private final CommandReader reader;
  private final CommandRunner runner;
  private final Holding holding;
  private final Lease lease;
  private final LongSupplier nanoTime;
  private final Duration longPoll;
  private final Consumer<Throwable> onFailure;
  private final Duration afterFailure;
  private final InFlight inFlight;
  private final HostThread receiver;
  private final HostThread follower;
  private final Semaphore places = new Semaphore(MAX_HELD);
  private final Semaphore freed = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<CommandId> running = ConcurrentHashMap.newKeySet();
  private final Map<Long, HostThread> workers = new ConcurrentHashMap<>();
  private final AtomicLong workersBegun = new AtomicLong();

  /**
   * @param holding is asked about each message before its command is run
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param longPoll how long a receive waits for a message: at most 20 s
   * @param onFailure ends the session. It may be called several times, by threads of this object
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
    this.reader = reader;
    this.runner = runner;
    this.holding = holding;
    this.lease = lease;
    this.nanoTime = nanoTime;
    this.longPoll = longPoll;
    this.onFailure = onFailure;
    this.inFlight =
        new InFlight(
            queue,
            queue.visibility(),
            session.value(),
            this::isLeaseHeld,
            freed::release,
            onFailure);
    this.receiver = HostThread.virtual("consumer-" + session, this::receive, onFailure);
    this.follower = HostThread.virtual("follower-" + session, this::follow, onFailure);
  }

  public void start() {
    inFlight.start();
    receiver.start();
    follower.start();
  }

  /**
   * Takes no more messages, waits for the commands under way, and shows all messages that are left,
   * each group in its order. The gate must be closed before: commands that wait at it are let go.
   *
   * @return false when some commands were still under way at the deadline; they are interrupted
   *     then, and their messages are shown too
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    stopped.countDown();
    freed.release();
    places.release(2 * SessionQueue.BATCH); // lets both threads see that this is the end
    boolean done = false;
    try {
      end(receiver, POLL_PATIENCE);
      end(follower, POLL_PATIENCE);
      done = HostThread.end(workers.values(), deadline, INTERRUPT_PATIENCE);
    } finally {
      workers.values().forEach(HostThread::stop);
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

  /** Waits until no command is under way; for tests. */
  void awaitIdle() throws InterruptedException {
    for (HostThread worker : workers.values()) {
      boolean _ = worker.join(INTERRUPT_PATIENCE);
    }
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

  // A deletion makes the next message of its group available. Not every long poll that is already
  // open notices (ElasticMQ's does not), so the queue is then asked again at once.
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
   * Receives into capacity reserved before: a message received without capacity stays hidden from
   * other hosts until its visibility timeout. Returns how many messages there were.
   */
  private int receiveOnce(Duration wait) throws InterruptedException {
    List<Delivery> deliveries = List.of();
    try {
      deliveries = poll(wait);
    } finally {
      places.release(SessionQueue.BATCH - deliveries.size());
    }
    inFlight.hold(deliveries);
    groups(deliveries).forEach(group -> startWorker(() -> work(group)));
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

  private void startWorker(HostThread.Body body) {
    long number = workersBegun.getAndIncrement();
    HostThread worker =
        HostThread.virtual(
            "commands-" + session,
            () -> {
              try {
                body.run();
              } finally {
                workers.remove(number);
              }
            },
            onFailure);
    workers.put(number, worker);
    worker.start();
  }

  /**
   * Messages of a group keep their order: what comes after one that was left is left with it. A
   * send goes beside the sends before it as soon as the page has those in its queue. What is still
   * held when this returns, {@link #stop} shows.
   */
  private void work(List<Delivery> group) throws InterruptedException {
    GroupOrder order = new GroupOrder();
    Map<Delivery, End> ends = new ConcurrentHashMap<>();
    for (Delivery delivery : group) {
      if (!isStopped() && goesOn(ends)) {
        begin(delivery, order, delivery.equals(group.getLast()), ends);
      }
    }
    order.awaitEnds();
    settle(group.stream().filter(one -> ends.get(one) != End.DONE).toList(), ends.values());
  }

  private static boolean goesOn(Map<Delivery, End> ends) {
    return ends.values().stream().allMatch(end -> end == End.DONE);
  }

  /**
   * A message's command.
   *
   * @param sends whether it may go beside the sends before it
   */
  private record Read(Command command, boolean sends) {}

  private void begin(Delivery delivery, GroupOrder order, boolean isLast, Map<Delivery, End> ends)
      throws InterruptedException {
    Optional<Read> read = read(delivery, ends);
    if (read.isEmpty()) {
      return;
    }
    if (read.get().sends()) {
      order.awaitLastCalled();
    } else {
      order.awaitEnds();
    }
    if (isStopped() || !goesOn(ends)) {
      return;
    }
    Command command = read.get().command();
    if (!holding.goesNow(command, delivery)) {
      order.awaitEnds(); // what is held goes by another way: nothing before it may be on its way
      if (!isStopped() && goesOn(ends)) {
        ends.put(delivery, held(delivery, command));
      }
      return;
    }
    GroupOrder.Place place = order.add(command.id(), isLast);
    if (isLast) {
      carryOut(delivery, command, place, ends);
    } else {
      startWorker(() -> carryOut(delivery, command, place, ends));
    }
  }

  private void carryOut(
      Delivery delivery, Command command, GroupOrder.Place place, Map<Delivery, End> ends)
      throws InterruptedException {
    End end = End.KEPT; // what an interrupt leaves
    try {
      end = isLeaseHeld() ? run(delivery, command, place) : End.NOT_OURS;
    } finally {
      ends.put(delivery, end);
      if (end == End.DONE) {
        places.release();
        place.ended();
      } else {
        place.left();
      }
    }
  }

  private End held(Delivery delivery, Command command) throws InterruptedException {
    if (!isLeaseHeld()) {
      return End.NOT_OURS;
    }
    try {
      holding.hold(command, delivery);
    } catch (SdkException e) {
      return failed(delivery, e);
    }
    inFlight.delete(delivery);
    places.release();
    return End.DONE;
  }

  /** Says what becomes of those that are not done. */
  private void settle(List<Delivery> left, Collection<End> ends) {
    if (ends.contains(End.NOT_OURS)) {
      inFlight.forget(left);
      places.release(left.size());
    } else if (!left.isEmpty() && !ends.contains(End.KEPT) && !isStopped()) {
      inFlight.later(left, afterFailure);
      places.release(left.size());
    }
  }

  /** What becomes of a message that was received. */
  private enum End {
    /** It is deleted. */
    DONE,
    /** It is shown when this consumer stops, which is soon. */
    KEPT,
    /** It is shown after a pause. */
    LATER,
    /** It may be another host's already. */
    NOT_OURS
  }

  /** Empty when it has its end by now. */
  private Optional<Read> read(Delivery delivery, Map<Delivery, End> ends) {
    try {
      Command command = reader.read(delivery.body());
      return Optional.of(new Read(command, runner.sends(command)));
    } catch (IllegalArgumentException e) {
      log.atError()
          .addKeyValue("session", session)
          .addKeyValue("messageId", delivery.messageId())
          .setCause(e)
          .log("message.malformed");
      inFlight.delete(delivery);
      places.release();
      ends.put(delivery, End.DONE);
    } catch (SdkException e) {
      ends.put(delivery, failed(delivery, e));
    }
    return Optional.empty();
  }

  private End run(Delivery delivery, Command command, GroupOrder.Place place)
      throws InterruptedException {
    if (!running.add(command.id())) {
      // Delivered again while it runs: what comes after it must not pass it.
      return later();
    }
    try {
      return end(delivery, runner.run(command, place));
    } catch (SdkException e) {
      return failed(delivery, e);
    } finally {
      running.remove(command.id());
    }
  }

  private End end(Delivery delivery, Fate fate) {
    return switch (fate) {
      case DELETE -> {
        inFlight.delete(delivery);
        yield End.DONE;
      }
      case LEAVE -> End.KEPT;
      case LATER -> later();
    };
  }

  // After an interrupt the SDK fails too; stop() then shows what is held.
  private End failed(Delivery delivery, SdkException e) {
    log.atWarn()
        .addKeyValue("session", session)
        .addKeyValue("messageId", delivery.messageId())
        .setCause(e)
        .log("command.left");
    return later();
  }

  private End later() {
    return isStopped() ? End.KEPT : End.LATER;
  }
}
