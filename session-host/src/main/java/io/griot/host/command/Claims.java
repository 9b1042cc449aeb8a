package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.host.command.CommandStore.Found;
import io.griot.host.command.CommandStore.Result;
import io.griot.host.command.CommandStore.Start;
import io.griot.host.command.CommandStore.Started;
import io.griot.host.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Starts one session's commands under its lease. DynamoDB cancels transactions that overlap on an
 * item, and each of these checks the session's item: so there is one at a time, and what is claimed
 * meanwhile goes into the next. A thread that finds none under way runs it for all that wait.
 * Thread-safe.
 */
public final class Claims {
  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  /** How often a transaction is tried that DynamoDB has no time for: about a second in all. */
  static final int MAX_BUSY = 6;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

  /** Each round answers some of a batch; one that needs more than these is thought not to end. */
  private static final int MAX_ROUNDS = 20;

  /** What the command was when this host wanted to start it. */
  public sealed interface Claim {
    /**
     * Nobody had started it; now it is started under our lease.
     *
     * @param mayHaveRun whether an earlier attempt may have taken effect
     */
    record Fresh(Started started, boolean mayHaveRun) implements Claim {}

    /** It was found started and not ended; now it is started again, under our lease. */
    record Again(Started started) implements Claim {}

    /** It is not started now: its last moment to start is another than its message says. */
    record Moved(Instant startBy) implements Claim {}

    /** It has an outcome. */
    record Ended() implements Claim {}

    /** The message is an earlier attempt's: it counts for nothing. */
    record Outdated() implements Claim {}

    /** There is no such command (any more). */
    record Unknown() implements Claim {}

    /** Our lease is not held any more. */
    record Fenced() implements Claim {}
  }

  /** A wait between two tries. */
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private record Try(CommandId command, int attempt) {}

  private final CommandStore store;
  private final Lease lease;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Pause pause;
  private final Semaphore turn = new Semaphore(1, true);

  /** In the order in which they came; each is removed by its own thread. */
  private final Queue<Claiming> waiting = new ConcurrentLinkedQueue<>();

  /** Claims whose request failed: nobody knows whether it took effect. */
  private final Map<Try, Claiming> unanswered = new ConcurrentHashMap<>();

  /**
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param random for nonces
   */
  public Claims(CommandStore store, Lease lease, LongSupplier nanoTime, RandomGenerator random) {
    this(store, lease, nanoTime, random, Claims::await);
  }

  Claims(
      CommandStore store, Lease lease, LongSupplier nanoTime, RandomGenerator random, Pause pause) {
    this.store = store;
    this.lease = lease;
    this.nanoTime = nanoTime;
    this.random = random;
    this.pause = pause;
  }

  private static void await(Duration duration) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Starts the command. Only one thread at a time may ask for the same command.
   *
   * @throws SdkException when DynamoDB does not answer: the next claim of the same command finds
   *     out whether this one took effect
   */
  public Claim claim(Command command) throws InterruptedException {
    Try which = new Try(command.id(), command.attempt());
    // The nonce of a claim that failed is used again: so its own write is recognised.
    Claiming mine =
        Optional.ofNullable(unanswered.get(which))
            .map(earlier -> new Claiming(which, command.startBy(), earlier.nonce, earlier.again))
            .orElseGet(() -> new Claiming(which, command.startBy(), nonce(), false));
    unanswered.put(which, mine);
    waiting.add(mine);
    try {
      turn.acquire();
      try {
        while (!mine.isAnswered()) {
          runTogether(batch());
        }
      } finally {
        turn.release();
      }
    } finally {
      waiting.remove(mine);
    }
    Claim claim = mine.answer();
    unanswered.remove(which);
    return claim;
  }

  /** How many claims wait or are under way; for tests. */
  int waiting() {
    return waiting.size();
  }

  private String nonce() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** The first that wait; an item cannot be twice in one transaction. */
  private List<Claiming> batch() {
    Set<CommandId> commands = new HashSet<>();
    return waiting.stream()
        .filter(claiming -> !claiming.isAnswered() && commands.add(claiming.which.command()))
        .limit(CommandStore.MAX_STARTED_AT_ONCE)
        .toList();
  }

  // Interrupted, it leaves the others of its batch waiting: each has a thread that will have a
  // turn.
  private void runTogether(List<Claiming> batch) throws InterruptedException {
    try {
      run(batch);
    } catch (RuntimeException e) {
      batch.forEach(claiming -> claiming.fail(e));
    }
  }

  private void run(List<Claiming> batch) throws InterruptedException {
    List<Claiming> open = batch;
    int busy = 0;
    for (int round = 0; round < MAX_ROUNDS && !open.isEmpty(); round++) {
      if (!lease.isHeldAt(nanoTime.getAsLong())) {
        open.forEach(claiming -> claiming.answer(new Claim.Fenced()));
        return;
      }
      switch (store.start(lease, open.stream().map(Claiming::start).toList())) {
        case Result.Done() -> open.forEach(Claiming::started);
        case Result.LeaseLost() -> fence(open);
        case Result.Differs(var found) -> take(found, open);
        case Result.Busy(SdkException cause) -> {
          busy++;
          if (busy >= MAX_BUSY) {
            throw cause;
          }
          pause.of(FIRST_PAUSE.multipliedBy(1L << busy));
        }
      }
      open = open.stream().filter(claiming -> !claiming.isAnswered()).toList();
    }
    if (!open.isEmpty()) {
      throw SdkClientException.create("session " + lease.session() + ": claims do not settle");
    }
  }

  private void fence(List<Claiming> open) {
    log.atWarn().addKeyValue("lease", lease).log("lease.lost");
    lease.revoke();
    open.forEach(claiming -> claiming.answer(new Claim.Fenced()));
  }

  private void take(Map<CommandId, Optional<Found>> found, List<Claiming> open) {
    for (Claiming claiming : open) {
      Optional<Found> item = found.get(claiming.which.command());
      if (item == null) {
        continue;
      }
      if (item.isEmpty()) {
        claiming.answer(new Claim.Unknown());
      } else {
        claiming.found(item.get());
      }
    }
  }

  /** A claim on its way. Used by the thread whose turn it is, then by its own. */
  private final class Claiming {
    private final Try which;
    private final Instant startBy;
    private final String nonce;
    private Optional<Found> after = Optional.empty();
    private boolean mayHaveRun;

    /** Whether this nonce was ever written over another's start. */
    private boolean again;

    private volatile Optional<Claim> answer = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    Claiming(Try which, Instant startBy, String nonce, boolean again) {
      this.which = which;
      this.startBy = startBy;
      this.nonce = nonce;
      this.again = again;
    }

    Start start() {
      return new Start(which.command(), which.attempt(), startBy, nonce, after);
    }

    void started() {
      started(after.map(Found::starts).orElse(0) + 1);
    }

    private void started(int starts) {
      Started started = new Started(which.command(), lease.token(), nonce, starts);
      answer(again ? new Claim.Again(started) : new Claim.Fresh(started, mayHaveRun));
    }

    void found(Found item) {
      if (item.attempt() != which.attempt()) {
        answer(new Claim.Outdated());
        return;
      }
      mayHaveRun = item.mayHaveRun();
      switch (item.status()) {
        case SUCCEEDED, FAILED -> answer(new Claim.Ended());
        case ACCEPTED -> startAfter(item);
        case STARTED -> foundStarted(item);
      }
    }

    /** Returns whether it is to be started. */
    private boolean startAfter(Found item) {
      if (!item.startsBy(startBy)) {
        answer(new Claim.Moved(item.startBy().orElse(startBy)));
        return false;
      }
      after = Optional.of(item);
      return true;
    }

    private void foundStarted(Found item) {
      if (item.nonce().equals(nonce)) {
        started(item.starts()); // our own write, repeated by the SDK or by a second claim
      } else if (item.token() > lease.token()) {
        fence(List.of(this));
      } else {
        again |= startAfter(item);
      }
    }

    void answer(Claim claim) {
      answer = Optional.of(claim);
    }

    void fail(RuntimeException e) {
      if (answer.isEmpty()) {
        failure = Optional.of(e);
      }
    }

    boolean isAnswered() {
      return answer.isPresent() || failure.isPresent();
    }

    Claim answer() {
      return answer.orElseThrow(() -> failure.orElseThrow());
    }
  }
}
