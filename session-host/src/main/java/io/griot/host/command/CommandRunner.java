package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.host.bridge.Bridge;
import io.griot.host.command.Claims.Claim;
import io.griot.host.command.CommandStore.Started;
import io.griot.host.command.SessionGate.Pass;
import io.griot.host.lease.Lease;
import io.griot.host.media.CommandMedia;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Carries one session's commands out, each at most once in effect: a command that was found started
 * runs again only when its operation is repeatable, and otherwise ends as {@code OUTCOME_UNKNOWN}.
 * Asks the lease before each claim, each call into the page and each outcome. Thread-safe; every
 * command has a thread of its own.
 */
public final class CommandRunner {
  private static final Logger log = LoggerFactory.getLogger(CommandRunner.class);

  private final CommandStore store;
  private final Claims claims;
  private final SessionGate gate;
  private final Function<String, Optional<Operation>> operations;
  private final PageWork work;
  private final Lease lease;
  private final Tally tally;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /** Outcomes that could not be stored: the command's next delivery stores them. */
  private final Map<CommandId, Unstored> unstored = new ConcurrentHashMap<>();

  private record Unstored(int attempt, Started started, Outcome outcome) {}

  /**
   * @param claims of the session under {@code lease}
   * @param operations the catalogue's
   * @param callDeadline how long the page may work on one command
   * @param tally where it is counted how commands go
   * @param clock the commands' last moments to start are compared with
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public CommandRunner(
      CommandStore store,
      Claims claims,
      SessionGate gate,
      Function<String, Optional<Operation>> operations,
      CommandMedia media,
      LargeAnswers answers,
      Lease lease,
      Duration callDeadline,
      Tally tally,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.store = store;
    this.claims = claims;
    this.gate = gate;
    this.operations = operations;
    this.work =
        new PageWork(
            gate, media, answers, callDeadline, this::isLeaseHeld, clock, PageWork.PAGE_PATIENCE);
    this.lease = lease;
    this.tally = tally;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** What is to become of the command's message. */
  public enum Fate {
    /** The command needs no more doing. */
    DELETE,
    /** The gate is closed: the next host must see it. */
    LEAVE,
    /** This host or another must see it again, a little later. */
    LATER
  }

  /**
   * Runs a command to its end, waiting for the session when it must, until the command's last
   * moment to start at most.
   *
   * @throws SdkException when AWS does not answer: the message must be delivered again
   */
  public Fate run(Command command) throws InterruptedException {
    return run(command, GroupOrder.alone(command.id()));
  }

  /**
   * Whether a command may go beside those before it: its operation waits for none of them to end.
   */
  boolean sends(Command command) {
    return operations
        .apply(command.operation())
        .filter(operation -> operation.sends() && operation.repeatable())
        .isPresent();
  }

  /** The same in the order of its group's other commands. */
  Fate run(Command command, GroupOrder.Place place) throws InterruptedException {
    Unstored earlier = unstored.remove(command.id());
    if (earlier != null && earlier.attempt() == command.attempt()) {
      place.ended();
      return finish(command, earlier.started(), earlier.outcome());
    }
    Optional<Operation> operation =
        operations.apply(command.operation()).filter(it -> it.runs() != Operation.Runs.API);
    if (operation.isEmpty()) {
      log.atError()
          .addKeyValue("commandId", command.id())
          .addKeyValue("operation", command.operation())
          .log("operation.unknown");
      return claim(command, place, started -> Optional.of(failed(FailureCode.INTERNAL)));
    }
    // Waiting comes before the claim: a command that only waited was not started.
    Optional<Pass> pass = pass(command, operation.get());
    return pass.isPresent() && pass.get() instanceof Pass.Closed
        ? Fate.LEAVE
        : claim(
            command, place, started -> carryOut(command, operation.get(), pass, started, place));
  }

  /** Empty when the gate did not open in time for the command to start. */
  private Optional<Pass> pass(Command command, Operation operation) throws InterruptedException {
    if (operation.withoutPage().isPresent()) {
      Pass withoutPage = new Pass.Open(Optional.empty());
      return Optional.of(gate.await(operation.requires(), Duration.ZERO).orElse(withoutPage));
    }
    Duration left = Duration.between(clock.instant(), command.startBy());
    return gate.await(operation.requires(), left);
  }

  /** What a claimed command's outcome is; empty when it must be left. */
  private interface Step {
    Optional<Outcome> run(Claim claim) throws InterruptedException;
  }

  private Fate claim(Command command, GroupOrder.Place place, Step step)
      throws InterruptedException {
    Claim claim = claims.claim(command);
    return switch (claim) {
      case Claim.Fresh(Started started, boolean _) -> {
        tally.began(Duration.between(command.acceptedAt(), clock.instant()));
        yield finish(command, started, place, outcome(started, step, claim));
      }
      case Claim.Again(Started started) -> {
        log.atInfo()
            .addKeyValue("commandId", command.id())
            .addKeyValue("starts", started.starts())
            .log("command.interrupted");
        yield finish(command, started, place, outcome(started, step, claim));
      }
      case Claim.Moved(Instant startBy) -> run(command.startingBy(startBy), place);
      case Claim.Unknown() -> {
        log.atWarn().addKeyValue("commandId", command.id()).log("command.absent");
        yield Fate.DELETE;
      }
      case Claim.Ended(), Claim.Outdated() -> Fate.DELETE;
      case Claim.Fenced() -> Fate.LATER;
    };
  }

  private Optional<Outcome> outcome(Started started, Step step, Claim claim)
      throws InterruptedException {
    try {
      Optional<Outcome> outcome = step.run(claim);
      if (outcome.isEmpty()) {
        leave(started);
      }
      return outcome;
    } catch (InterruptedException e) {
      leave(started);
      throw e;
    }
  }

  // The next host starts it again: a start that ended with its host's orderly end is no sign that
  // the command takes its hosts down.
  private void leave(Started started) {
    if (!isLeaseHeld()) {
      return;
    }
    try {
      store.leave(started);
    } catch (SdkException e) {
      log.atWarn().addKeyValue("commandId", started.command()).setCause(e).log("command.not.left");
    }
  }

  private Optional<Outcome> carryOut(
      Command command,
      Operation operation,
      Optional<Pass> pass,
      Claim claim,
      GroupOrder.Place place)
      throws InterruptedException {
    boolean mayHaveRun =
        claim instanceof Claim.Again || (claim instanceof Claim.Fresh fresh && fresh.mayHaveRun());
    boolean tooOften =
        claim instanceof Claim.Again(Started started) && started.starts() > CommandItem.MAX_STARTS;
    if (tooOften || (mayHaveRun && !operation.repeatable())) {
      return Optional.of(failed(FailureCode.OUTCOME_UNKNOWN));
    }
    PageWork.Task task = new PageWork.Task(command, operation, mayHaveRun, place);
    if (pass.isEmpty() || clock.instant().isAfter(command.startBy())) {
      return Optional.of(task.nothingDone(FailureCode.EXPIRED));
    }
    return switch (pass.get()) {
      case Pass.Closed() -> Optional.empty();
      case Pass.Refused() -> Optional.of(task.nothingDone(FailureCode.SESSION_NOT_CONNECTED));
      case Pass.Open(Optional<Bridge> page) -> work.run(task, page);
    };
  }

  private boolean isLeaseHeld() {
    return lease.isHeldAt(nanoTime.getAsLong());
  }

  private Fate finish(
      Command command, Started started, GroupOrder.Place place, Optional<Outcome> outcome) {
    if (outcome.isEmpty()) {
      return isLeaseHeld() && !place.isAfterLeft() ? Fate.LEAVE : Fate.LATER;
    }
    place.ended();
    return finish(command, started, outcome.get());
  }

  private Fate finish(Command command, Started started, Outcome outcome) {
    if (!isLeaseHeld() || !isStored(command, started, outcome)) {
      log.atWarn()
          .addKeyValue("commandId", command.id())
          .addKeyValue("lease", lease)
          .log("outcome.discarded");
      return Fate.LATER;
    }
    if (outcome instanceof Outcome.Failed failure) {
      log.atInfo()
          .addKeyValue("commandId", command.id())
          .addKeyValue("operation", command.operation())
          .addKeyValue("code", failure.code())
          .log("command.failed");
    }
    tally.ended(outcome);
    return Fate.DELETE;
  }

  private boolean isStored(Command command, Started started, Outcome outcome) {
    try {
      return store.finish(started, outcome);
    } catch (SdkException e) {
      unstored.put(command.id(), new Unstored(command.attempt(), started, outcome));
      throw e;
    }
  }

  private static Outcome.Failed failed(FailureCode code) {
    return new Outcome.Failed(code);
  }
}
