package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.host.command.CommandStateStore.Found;
import io.griot.host.command.CommandStateStore.Result;
import io.griot.host.command.CommandStateStore.Start;
import io.griot.host.command.CommandStateStore.Started;
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
 * Starts one session's commands under its lease. Every start is a DynamoDB transaction that checks
 * the session's item, and DynamoDB cancels transactions that overlap on an item. So only one
 * transaction runs at a time, and each contains all claims that wait. The thread that gets the turn
 * runs it for the others. Thread-safe; blocks until the claim is answered.
 */
public final class Claims {
  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  /**
   * The number of attempts of a transaction while DynamoDB is busy. They take about a second in
   * all.
   */
  static final int MAX_BUSY = 6;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

  /**
   * Limit of attempts for one batch. Each attempt answers some of its claims, so a batch that needs
   * more is a bug.
   */
  private static final int MAX_ROUNDS = 20;

  /** The command's state when this host claimed it. */
  public sealed interface Claim {
    /**
     * The command was not started. It is started now under our lease.
     *
     * @param mayHaveRun whether an earlier attempt may have taken effect
     */
    record Fresh(Started started, boolean mayHaveRun) implements Claim {}

    /** The command was started and had not ended. It is started again now under our lease. */
    record Again(Started started) implements Claim {}

    /** Not started: the stored deadline for starting differs from the message's. */
    record Moved(Instant startBy) implements Claim {}

    /** The command has an outcome. */
    record Ended() implements Claim {}

    /** The message belongs to an earlier attempt and must be ignored. */
    record Outdated() implements Claim {}

    /** The command does not exist, or not any more. */
    record Unknown() implements Claim {}

    /** Our lease is lost. */
    record Fenced() implements Claim {}
  }

  /** Waits between two attempts. Replaced in tests. */
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private record Try(CommandId command, int attempt) {}

  private final CommandStateStore store;
  private final Lease lease;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Pause pause;
  private final Semaphore turn = new Semaphore(1, true);

  /** The claims that wait, in order of arrival. Each is removed by its own thread. */
  private final Queue<Claiming> waiting = new ConcurrentLinkedQueue<>();

  /** Claims whose request failed. Whether they took effect is unknown. */
  private final Map<Try, Claiming> unanswered = new ConcurrentHashMap<>();

  /**
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param random source of the nonces
   */
  public Claims(
      CommandStateStore store, Lease lease, LongSupplier nanoTime, RandomGenerator random) {
    this(store, lease, nanoTime, random, Claims::await);
  }

  Claims(
      CommandStateStore store,
      Lease lease,
      LongSupplier nanoTime,
      RandomGenerator random,
      Pause pause) {
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
   * Starts a command. The same command must not be claimed by two threads at once.
   *
   * @throws SdkException when DynamoDB does not answer. The next claim of the same command finds
   *     out whether this one took effect
   */
  public Claim claim(Command command) throws InterruptedException {
    Try which = new Try(command.id(), command.attempt());
    // A claim that failed is repeated with its nonce, so that its own write is recognised.
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

  /** Claims that wait or are being written; for tests. */
  int waiting() {
    return waiting.size();
  }

  private String nonce() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** The oldest claims. A transaction may contain an item only once. */
  private List<Claiming> batch() {
    Set<CommandId> commands = new HashSet<>();
    return waiting.stream()
        .filter(claiming -> !claiming.isAnswered() && commands.add(claiming.which.command()))
        .limit(CommandStateStore.MAX_STARTED_AT_ONCE)
        .toList();
  }

  // If this thread is interrupted, the other claims of the batch stay unanswered. Each has its own
  // thread, which runs them when it gets the turn.
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

  /** A claim that is being made. Used by the thread that has the turn, then by its own. */
  private final class Claiming {
    private final Try which;
    private final Instant startBy;
    private final String nonce;
    private Optional<Found> after = Optional.empty();
    private boolean mayHaveRun;

    /** Whether this nonce was ever written over another start. */
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

    /** Returns whether the command is to be started. */
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
