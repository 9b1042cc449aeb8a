package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import io.griot.host.lease.Lease;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Commands in memory, with the conditions of the real ones, and with troubles for requests to come.
 * Thread-safe.
 */
final class FakeCommandStateStore implements CommandStateStore {
  private final Map<CommandId, Item> items = new HashMap<>();
  private final Queue<Trouble> startTroubles = new ArrayDeque<>();
  private final Queue<Trouble> finishTroubles = new ArrayDeque<>();
  private final List<Integer> transactions = new ArrayList<>();
  private String owner = "";
  private long token;

  /** Runs before each transaction, without the lock. */
  volatile Runnable beforeStart = () -> {};

  volatile boolean endsFail;

  private record Item(Found found, Optional<Outcome> outcome) {}

  /** A failure of a request. */
  enum Trouble {
    /** Fails without effect. */
    FAILS,
    /** Fails after taking effect. */
    ANSWER_LOST,
    /** The answer is lost and the SDK retries; the result is that of the retry. */
    REPEATED,
    /** DynamoDB is busy. */
    BUSY
  }

  /** A stored command whose earlier attempts had no effect. */
  static Found item(CommandStatus status, int attempt, long token, String nonce, int starts) {
    return new Found(status, attempt, token, nonce, starts, false, Optional.empty());
  }

  /** A stored command whose earlier attempt may have taken effect. */
  void acceptAfterUnknown(CommandId command) {
    put(command, new Found(CommandStatus.ACCEPTED, 1, 0, "", 0, true, Optional.empty()));
  }

  void acceptUntil(CommandId command, Instant startBy) {
    put(command, new Found(CommandStatus.ACCEPTED, 1, 0, "", 0, false, Optional.of(startBy)));
  }

  synchronized void giveSession(String newOwner, long newToken) {
    owner = newOwner;
    token = newToken;
  }

  void giveSession(Lease lease) {
    giveSession(lease.owner(), lease.token());
  }

  void accept(CommandId command) {
    accept(command, 1);
  }

  void accept(CommandId command, int attempt) {
    put(command, FakeCommandStateStore.item(CommandStatus.ACCEPTED, attempt, 0, "", 0));
  }

  void started(CommandId command, long underToken) {
    put(command, FakeCommandStateStore.item(CommandStatus.STARTED, 1, underToken, "theirs", 1));
  }

  synchronized void put(CommandId command, Found found) {
    items.put(command, new Item(found, Optional.empty()));
  }

  synchronized Optional<Found> found(CommandId command) {
    return Optional.ofNullable(items.get(command)).map(Item::found);
  }

  synchronized Optional<Outcome> outcomeOf(CommandId command) {
    return Optional.ofNullable(items.get(command)).flatMap(Item::outcome);
  }

  /** The number of commands in each transaction that reached the store. */
  synchronized List<Integer> transactions() {
    return List.copyOf(transactions);
  }

  synchronized void startsMeet(Trouble... troubles) {
    startTroubles.addAll(List.of(troubles));
  }

  synchronized void finishesMeet(Trouble... troubles) {
    finishTroubles.addAll(List.of(troubles));
  }

  @Override
  public Result start(Lease lease, List<Start> commands) {
    beforeStart.run();
    return startNow(lease, commands);
  }

  private synchronized Result startNow(Lease lease, List<Start> commands) {
    transactions.add(commands.size());
    Trouble trouble = startTroubles.poll();
    if (trouble == Trouble.FAILS) {
      throw SdkClientException.create("refused");
    }
    if (trouble == Trouble.BUSY) {
      return new Result.Busy(SdkClientException.create("busy"));
    }
    Result result = tried(lease, commands);
    if (trouble == Trouble.ANSWER_LOST) {
      throw SdkClientException.create("timed out");
    }
    return trouble == Trouble.REPEATED ? tried(lease, commands) : result;
  }

  private Result tried(Lease lease, List<Start> commands) {
    if (!lease.owner().equals(owner) || lease.token() != token) {
      return new Result.LeaseLost();
    }
    Map<CommandId, Optional<Found>> others = new HashMap<>();
    for (Start start : commands) {
      Optional<Found> found = found(start.command());
      if (found.filter(it -> isExpected(start, it)).isEmpty()) {
        others.put(start.command(), found);
      }
    }
    if (!others.isEmpty()) {
      return new Result.Differs(others);
    }
    for (Start start : commands) {
      Found before = found(start.command()).orElseThrow();
      int starts = start.after().map(Found::starts).orElse(0) + 1;
      put(
          start.command(),
          new Found(
              CommandStatus.STARTED,
              start.attempt(),
              token,
              start.nonce(),
              starts,
              before.mayHaveRun(),
              before.startBy()));
    }
    return new Result.Done();
  }

  private static boolean isExpected(Start start, Found found) {
    boolean isFree =
        start
            .after()
            .map(after ->
                after.status() == CommandStatus.ACCEPTED
                    ? found.status() == CommandStatus.ACCEPTED
                        && found.startBy().equals(after.startBy())
                    : found.status() == CommandStatus.STARTED
                        && found.token() == after.token()
                        && found.nonce().equals(after.nonce()))
            .orElse(
                found.status() == CommandStatus.ACCEPTED
                    && !found.mayHaveRun()
                    && found.startsBy(start.startBy()));
    return isFree && found.attempt() == start.attempt();
  }

  @Override
  public synchronized boolean finish(Started started, Outcome outcome) {
    Trouble trouble = finishTroubles.poll();
    if (trouble == Trouble.FAILS) {
      throw SdkClientException.create("refused");
    }
    boolean stored = finished(started, outcome);
    if (trouble == Trouble.ANSWER_LOST) {
      throw SdkClientException.create("timed out");
    }
    return trouble == Trouble.REPEATED ? finished(started, outcome) : stored;
  }

  @Override
  public synchronized void leave(Started started) {
    Item item = items.get(started.command());
    if (item != null
        && item.found().status() == CommandStatus.STARTED
        && item.found().token() == started.token()
        && item.found().nonce().equals(started.nonce())) {
      put(started.command(), with(item.found(), CommandStatus.STARTED, started.starts() - 1));
    }
  }

  private boolean finished(Started started, Outcome outcome) {
    Item item = items.get(started.command());
    if (item == null
        || item.found().token() != started.token()
        || !item.found().nonce().equals(started.nonce())) {
      return false;
    }
    if (item.found().status() == CommandStatus.STARTED) {
      end(started.command(), item, outcome);
      return true;
    }
    return item.found().status() != CommandStatus.ACCEPTED;
  }

  @Override
  public synchronized Optional<FailureCode> end(
      CommandId command, OptionalInt attempt, FailureCode notRun) {
    if (endsFail) {
      throw SdkClientException.create("refused");
    }
    Item item = items.get(command);
    if (item == null
        || item.outcome().isPresent()
        || attempt.orElse(item.found().attempt()) != item.found().attempt()) {
      return Optional.empty();
    }
    boolean perhapsRun =
        item.found().mayHaveRun() || item.found().status() == CommandStatus.STARTED;
    FailureCode code = perhapsRun ? FailureCode.OUTCOME_UNKNOWN : notRun;
    end(command, item, new Outcome.Failed(code));
    return Optional.of(code);
  }

  private void end(CommandId command, Item item, Outcome outcome) {
    Found found = item.found();
    CommandStatus status =
        outcome instanceof Outcome.Failed ? CommandStatus.FAILED : CommandStatus.SUCCEEDED;
    items.put(command, new Item(with(found, status, found.starts()), Optional.of(outcome)));
  }

  private static Found with(Found found, CommandStatus status, int starts) {
    return new Found(
        status,
        found.attempt(),
        found.token(),
        found.nonce(),
        starts,
        found.mayHaveRun(),
        found.startBy());
  }
}
