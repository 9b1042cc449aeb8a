package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.host.lease.LeaseTaker;
import io.griot.host.lease.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The sessions of this host: takes those that should run as far as there is room, and gives all
 * back at the end. Thread-safe.
 */
public final class SessionSlots {
  private static final Logger log = LoggerFactory.getLogger(SessionSlots.class);
  private static final int RECEIVE_MAX = 10;

  /**
   * How long closing waits for the open long poll: what an aborted one receives is lost a while.
   */
  private static final Duration POLL_PATIENCE = Duration.ofSeconds(2);

  /** As long as Fargate's two minutes allow: twenty browsers closing at once want a core each. */
  private static final Duration END_DEADLINE = Duration.ofSeconds(100);

  private static final Duration PLACING_DEADLINE = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final SessionServices services;
  private final LeaseTaker taker;
  private final int slots;
  private final Semaphore free;

  /** Sessions being taken or running: never two of one session, whatever messages there are. */
  private final Set<SessionId> present = ConcurrentHashMap.newKeySet();

  private final Map<SessionId, RunningSession> running = new ConcurrentHashMap<>();
  private final Wakeup closing = new Wakeup();
  private final Thread receiver;

  /** Threads that take sessions or put messages back; none may be left when SQS is closed. */
  private final ExecutorService placing =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("place-", 0).factory());

  private volatile boolean closed;

  /**
   * @param slots how many sessions at most
   */
  public SessionSlots(SessionServices services, LeaseTaker taker, int slots) {
    this.services = services;
    this.taker = taker;
    this.slots = slots;
    this.free = new Semaphore(slots);
    this.receiver = Thread.ofVirtual().name("placement").unstarted(this::receive);
  }

  /**
   * Takes back the sessions this host held when it ended, then those of the placement queue as they
   * come.
   */
  public void start(String host) {
    List<SessionId> mine = services.leases().ownedBy(host);
    log.info("{} sessions to take back", mine.size());
    mine.forEach(session -> placing.execute(() -> take(session, Optional.empty())));
    receiver.start();
  }

  /** How this host is filled now. */
  public Occupancy occupancy() {
    List<RunningSession> sessions = List.copyOf(running.values());
    return new Occupancy(
        free.availablePermits(),
        sessions.size(),
        sessions.stream().mapToInt(RunningSession::unavailableOperations).max().orElse(0));
  }

  /** Gives all sessions back, all at once; returns when nothing of them is left here. */
  public void close() throws InterruptedException {
    closed = true;
    closing.call();
    for (RunningSession session : running.values()) {
      Thread.ofVirtual().name("close").start(() -> close(session));
    }
    boolean done = free.tryAcquire(slots, END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    if (!done) {
      log.error("{} sessions did not end", present.size());
    }
    if (!receiver.join(POLL_PATIENCE)) {
      receiver.interrupt();
      receiver.join();
    }
    placing.shutdown(); // nobody but the receiver hands it anything
    if (!placing.awaitTermination(PLACING_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
      log.error("placement messages could not be put back in time");
    }
  }

  private void receive() {
    while (!closed) {
      try {
        // A full host receives nothing: what it would only put back, others may have room for.
        if (!free.tryAcquire(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
          continue;
        }
        free.release();
        int room = Math.clamp(free.availablePermits(), 1, RECEIVE_MAX);
        services.placement().receive(room, services.longPoll()).forEach(this::startPlacing);
      } catch (InterruptedException e) {
        return;
      } catch (SdkException e) {
        pauseAfter(e);
      }
    }
  }

  private void startPlacing(Placement.Message message) {
    placing.execute(() -> {
      if (closed) {
        put(message, Duration.ZERO);
      } else {
        place(message);
      }
    });
  }

  private void pauseAfter(SdkException failure) {
    if (!closed) {
      log.warn("cannot receive placements", failure);
      try {
        closing.await(AFTER_FAILURE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void place(Placement.Message message) {
    RunningSession here = running.get(message.session());
    if (here == null) {
      take(message.session(), Optional.of(message));
    } else if (!here.adopt(message)) {
      put(message, closed ? Duration.ZERO : AFTER_FAILURE);
    }
  }

  private void take(SessionId session, Optional<Placement.Message> message) {
    if (!free.tryAcquire()) {
      message.ifPresent(its -> put(its, Duration.ZERO));
      return;
    }
    if (!present.add(session)) {
      free.release();
      message.ifPresent(its -> put(its, AFTER_FAILURE));
      return;
    }
    boolean kept = false;
    try {
      kept = takeLease(session, message);
    } catch (SdkException e) {
      // The message appears again when its visibility runs out.
      log.warn("session {}: cannot be taken now", session, e);
    } finally {
      if (!kept) {
        leave(session);
      }
    }
  }

  private boolean takeLease(SessionId session, Optional<Placement.Message> message) {
    long before = services.nanoTime().getAsLong();
    return switch (taker.take(session)) {
      case LeaseTaker.Result.Taken taken -> {
        run(taken, before, message);
        yield true;
      }
      case LeaseTaker.Result.Held(Duration tryAgainIn) -> {
        message.ifPresent(its -> put(its, tryAgainIn));
        yield false;
      }
      case LeaseTaker.Result.Gone() -> {
        message.ifPresent(its -> services.placement().delete(its));
        yield false;
      }
    };
  }

  private void run(
      LeaseTaker.Result.Taken taken, long takenAt, Optional<Placement.Message> message) {
    SessionId id = taken.lease().session();
    RunningSession session;
    try {
      session = new RunningSession(services, taken, takenAt, () -> leave(id));
    } catch (SdkException e) {
      services.leases().release(taken.lease());
      throw e;
    }
    running.put(id, session);
    message.ifPresent(its -> {
      boolean _ = session.adopt(its); // it is not started yet, so it cannot have ended
    });
    session.start();
    if (closed) {
      close(session);
    }
  }

  private void leave(SessionId session) {
    running.remove(session);
    present.remove(session);
    free.release();
  }

  private static void close(RunningSession session) {
    try {
      session.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Placement.Message message, Duration delay) {
    try {
      services.placement().showIn(message, delay);
    } catch (SdkException e) {
      log.warn("session {}: its placement cannot be put back", message.session(), e);
    }
  }
}
