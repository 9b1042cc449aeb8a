package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.Operation;
import io.griot.contract.QueueAttributes;
import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads one session's queue and has its commands carried out: those of one group one after another,
 * groups side by side. {@link #stop} is called once, by any thread.
 *
 * <p>Commands that wait for the page hold their messages, up to {@link #MAX_HELD}. When that is
 * reached and nothing moves, the rest of the queue is looked through for commands of the host's own
 * group, which may be what gets the session going or ends it. Whatever else is found so is not
 * held: it comes again when things move, or when its visibility runs out, in its group's order.
 */
public final class CommandConsumer {
  private static final Logger log = LoggerFactory.getLogger(CommandConsumer.class);

  /**
   * How long stopping waits for the open long poll: what an aborted one receives is lost a while.
   */
  private static final Duration POLL_PATIENCE = Duration.ofSeconds(2);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** How long nothing must have moved before the queue is looked through. */
  private static final Duration STANDSTILL = Duration.ofSeconds(5);

  /** Messages held at once, working or waiting, those of the host's own group not counted. */
  static final int MAX_HELD = 64;

  /** Places that only looking through the queue may take, so that it always can. */
  private static final int RESERVE = SessionQueue.BATCH;

  private final SessionId session;
  private final SessionQueue queue;
  private final CommandReader reader;
  private final CommandRunner runner;
  private final Duration longPoll;
  private final Duration standstill;
  private final InFlight inFlight;
  private final Semaphore places = new Semaphore(MAX_HELD + RESERVE);
  private final Semaphore stopping = new Semaphore(0);

  /** What was looked through and may still be invisible, by message id; without bodies. */
  private final Map<String, Delivery> passedBy = new ConcurrentHashMap<>();

  private final Set<CommandId> running = ConcurrentHashMap.newKeySet();
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
  private final Semaphore freed = new Semaphore(0);
  private final Thread receiver;
  private final Thread follower;
  private volatile boolean stopped;

  /**
   * @param longPoll how long a receive waits for a message: at most 20 s
   */
  public CommandConsumer(
      SessionId session,
      SessionQueue queue,
      CommandReader reader,
      CommandRunner runner,
      Duration longPoll) {
    this(session, queue, reader, runner, longPoll, STANDSTILL);
  }

  CommandConsumer(
      SessionId session,
      SessionQueue queue,
      CommandReader reader,
      CommandRunner runner,
      Duration longPoll,
      Duration standstill) {
    this.standstill = standstill;
    this.session = session;
    this.queue = queue;
    this.reader = reader;
    this.runner = runner;
    this.longPoll = longPoll;
    this.inFlight =
        new InFlight(queue, QueueAttributes.COMMAND_VISIBILITY, session.value(), freed::release);
    this.receiver = Thread.ofVirtual().name("consumer-" + session).unstarted(this::receive);
    this.follower = Thread.ofVirtual().name("follower-" + session).unstarted(this::follow);
  }

  public void start() {
    inFlight.start();
    receiver.start();
    follower.start();
  }

  /**
   * Takes no more messages and waits for those under way, whose waiting commands the closed gate
   * must have let go.
   *
   * @return false when some were still working at the deadline; they are interrupted then
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    stopped = true;
    stopping.release();
    follower.interrupt();
    if (!receiver.join(POLL_PATIENCE)) {
      receiver.interrupt();
    }
    showPassedBy();
    boolean done =
        places.tryAcquire(MAX_HELD + RESERVE, deadline.toMillis(), TimeUnit.MILLISECONDS);
    if (!done) {
      workers.forEach(Thread::interrupt);
    }
    inFlight.stop();
    return done;
  }

  private void receive() {
    while (!stopped) {
      try {
        if (reserve(standstill)) {
          showPassedBy();
          int _ = receiveOnce(longPoll);
        } else {
          lookThrough();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  // A deletion makes the next message of its group available. Not every long poll that is already
  // open notices (ElasticMQ's does not), so what was freed is looked for at once.
  private void follow() {
    while (!stopped) {
      try {
        freed.acquire();
        do {
          freed.drainPermits();
        } while (!stopped && reserve(standstill) && receiveOnce(Duration.ZERO) > 0);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * Takes the places of one batch. Before receiving: a message nobody has room for would be late
   * for whoever has.
   */
  private boolean reserve(Duration patience) throws InterruptedException {
    int wanted = SessionQueue.BATCH + RESERVE;
    if (!places.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    places.release(RESERVE);
    return true;
  }

  /** Receives into places taken before; returns how many messages there were. */
  private int receiveOnce(Duration wait) throws InterruptedException {
    List<Delivery> deliveries = List.of();
    try {
      deliveries = poll(wait);
    } finally {
      places.release(SessionQueue.BATCH - deliveries.size());
    }
    begin(deliveries);
    return deliveries.size();
  }

  /**
   * Looks at everything that is visible, once; what is seen stays invisible a while, so it ends.
   */
  private void lookThrough() throws InterruptedException {
    List<Delivery> seen;
    do {
      // Not there when the commands found last are still at work: the next ones come after them.
      if (!places.tryAcquire(RESERVE)) {
        return;
      }
      List<Delivery> found = List.of();
      try {
        seen = poll(Duration.ZERO);
        found = seen.stream().filter(it -> it.group().equals(Operation.HOST_GROUP)).toList();
      } finally {
        places.release(RESERVE - found.size());
      }
      begin(found);
      seen.stream()
          .filter(it -> !it.group().equals(Operation.HOST_GROUP))
          .forEach(it ->
              passedBy.put(
                  it.messageId(), new Delivery(it.messageId(), it.receipt(), it.group(), "")));
    } while (!stopped && !seen.isEmpty());
  }

  private void showPassedBy() {
    List<Delivery> hidden = List.copyOf(passedBy.values());
    if (!hidden.isEmpty()) {
      hidden.forEach(it -> passedBy.remove(it.messageId(), it));
      inFlight.leave(hidden);
    }
  }

  private List<Delivery> poll(Duration wait) throws InterruptedException {
    try {
      return queue.receive(wait);
    } catch (SdkException e) {
      if (!stopped) {
        log.warn("session {}: cannot receive commands", session, e);
        boolean _ = stopping.tryAcquire(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
      }
      return List.of();
    }
  }

  private void begin(List<Delivery> deliveries) {
    inFlight.hold(deliveries);
    if (stopped) {
      inFlight.leave(deliveries);
      places.release(deliveries.size());
    } else {
      groups(deliveries).forEach(this::startWorker);
    }
  }

  private static Collection<List<Delivery>> groups(List<Delivery> deliveries) {
    Map<String, List<Delivery>> groups = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      groups.computeIfAbsent(delivery.group(), group -> new ArrayList<>()).add(delivery);
    }
    return groups.values();
  }

  private void startWorker(List<Delivery> group) {
    Thread worker = Thread.ofVirtual().name("commands-" + session).unstarted(() -> work(group));
    workers.add(worker);
    worker.start();
  }

  private void work(List<Delivery> group) {
    int next = 0;
    try {
      while (next < group.size() && run(group.get(next))) {
        next++;
      }
    } catch (InterruptedException e) {
      log.info("session {}: {} commands interrupted", session, group.size() - next);
    } finally {
      // What comes after a command that was left is left too: the group keeps its order.
      if (next < group.size()) {
        inFlight.leave(group.subList(next, group.size()));
      }
      places.release(group.size());
      workers.remove(Thread.currentThread());
    }
  }

  /** Returns whether the message was dealt with. */
  private boolean run(Delivery delivery) throws InterruptedException {
    Command command;
    try {
      command = reader.read(delivery.body());
    } catch (IllegalArgumentException e) {
      log.error("session {}: message {} is no command; deleted", session, delivery.messageId(), e);
      inFlight.delete(delivery);
      return true;
    } catch (SdkException e) {
      log.warn("session {}: cannot fetch message {}'s command", session, delivery.messageId(), e);
      return false;
    }
    if (!running.add(command.id())) {
      // Delivered again while it runs here: the other delivery's end is this one's.
      inFlight.forget(delivery);
      return true;
    }
    try {
      return deal(delivery, runner.run(command));
    } catch (SdkException e) {
      log.warn("command {}: cannot read or write its state", command.id(), e);
      return false;
    } finally {
      running.remove(command.id());
    }
  }

  private boolean deal(Delivery delivery, CommandRunner.Fate fate) {
    if (fate == CommandRunner.Fate.DELETE) {
      inFlight.delete(delivery);
    }
    return fate == CommandRunner.Fate.DELETE;
  }
}
