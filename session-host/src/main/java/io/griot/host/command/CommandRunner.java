package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.host.bridge.PageBridge;
import io.griot.host.command.Claims.Claim;
import io.griot.host.command.CommandStateStore.Started;
import io.griot.host.command.SessionGate.Demand;
import io.griot.host.command.SessionGate.Pass;
import io.griot.host.lease.LeaseCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs one session's commands. Each takes effect at most once: a command that was already started
 * runs again only if its operation is repeatable, and otherwise fails with {@code OUTCOME_UNKNOWN}.
 * The lease is checked before each claim, each call into the page and each outcome. Thread-safe;
 * each command runs, and blocks, on its own thread.
 */
public final class CommandRunner {
  private static final Logger log = LoggerFactory.getLogger(CommandRunner.class);

  private final CommandStateStore store;
  private final Claims claims;
  private final SessionGate gate;
  private final Function<String, Optional<Operation>> operations;
  private final PageWork work;
  private final LeaseCheck lease;
  private final CommandCounts counts;
  private final InstantSource clock;

  /** Outcomes that could not be stored. The command's next delivery stores them. */
  private final Map<CommandId, Unstored> unstored = new ConcurrentHashMap<>();

  private record Unstored(int attempt, Started started, Outcome outcome) {}

  /**
   * @param claims of the session under {@code lease}
   * @param operations the catalogue, by operation id
   * @param work of the pages behind {@code gate}
   * @param clock compared with the commands' deadlines for starting
   */
  public CommandRunner(
      CommandStateStore store,
      Claims claims,
      SessionGate gate,
      Function<String, Optional<Operation>> operations,
      PageWork work,
      LeaseCheck lease,
      CommandCounts counts,
      InstantSource clock) {
    this.store = store;
    this.claims = claims;
    this.gate = gate;
    this.operations = operations;
    this.work = work;
    this.lease = lease;
    this.counts = counts;
    this.clock = clock;
  }

  /** The way in which a command's message is settled. */
  public enum MessageAction {
    /** The command has ended. */
    DELETE,
    /** The gate is closed. The next host must receive the message. */
    LEAVE,
    /** Make the message visible again after a pause, for this host or another. */
    LATER
  }

  /**
   * Runs a command to its end. Waits for the session if necessary, at most until the command's
   * deadline for starting.
   *
   * @throws SdkException when AWS does not answer. The message must then be delivered again
   */
  public MessageAction run(Command command) throws InterruptedException {
    return run(command, GroupOrder.alone(command.id()));
  }

  /**
   * Whether a command may run beside the sends before it: it is a repeatable send, so none of them
   * has to end first.
   */
  boolean sends(Command command) {
    return operations
        .apply(command.operation())
        .filter(operation -> operation.sends() && operation.repeatable())
        .isPresent();
  }

  /** Runs a command in the order of its group. */
  MessageAction run(Command command, GroupOrder.Place place) throws InterruptedException {
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
    // Waiting comes before the claim, so that a command which only waited does not count as
    // started.
    Optional<Pass> pass = pass(command, operation.get());
    return pass.isPresent() && pass.get() instanceof Pass.Closed
        ? MessageAction.LEAVE
        : claim(
            command, place, started -> carryOut(command, operation.get(), pass, started, place));
  }

  /** Empty when the gate did not open before the command's deadline for starting. */
  private Optional<Pass> pass(Command command, Operation operation) throws InterruptedException {
    if (operation.withoutPage().isPresent()) {
      Pass withoutPage = new Pass.Open(Optional.empty());
      return Optional.of(gate.await(Demand.of(operation), Duration.ZERO).orElse(withoutPage));
    }
    Duration left = Duration.between(clock.instant(), command.startBy());
    return gate.await(Demand.of(operation), left);
  }

  /** Produces a claimed command's outcome; empty when the command is left to the next host. */
  private interface Step {
    Optional<Outcome> run(Claim claim) throws InterruptedException;
  }

  private MessageAction claim(Command command, GroupOrder.Place place, Step step)
      throws InterruptedException {
    Claim claim = claims.claim(command);
    return switch (claim) {
      case Claim.Fresh(Started started, boolean _) -> {
        counts.began(Duration.between(command.acceptedAt(), clock.instant()));
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
        yield MessageAction.DELETE;
      }
      case Claim.Ended(), Claim.Outdated() -> MessageAction.DELETE;
      case Claim.Fenced() -> MessageAction.LATER;
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

  // The next host starts the command again. A start that was broken off by an orderly stop must not
  // count as one that took the host down.
  private void leave(Started started) {
    if (!lease.isHeld()) {
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
      case Pass.Open(Optional<PageBridge> page) -> work.run(task, page);
    };
  }

  private MessageAction finish(
      Command command, Started started, GroupOrder.Place place, Optional<Outcome> outcome) {
    if (outcome.isEmpty()) {
      return lease.isHeld() && !place.isAfterLeft() ? MessageAction.LEAVE : MessageAction.LATER;
    }
    place.ended();
    return finish(command, started, outcome.get());
  }

  private MessageAction finish(Command command, Started started, Outcome outcome) {
    if (!lease.isHeld() || !isStored(command, started, outcome)) {
      log.atWarn()
          .addKeyValue("commandId", command.id())
          .addKeyValue("lease", lease)
          .log("outcome.discarded");
      return MessageAction.LATER;
    }
    if (outcome instanceof Outcome.Failed failure) {
      log.atInfo()
          .addKeyValue("commandId", command.id())
          .addKeyValue("operation", command.operation())
          .addKeyValue("code", failure.code())
          .log("command.failed");
    }
    boolean writes = operations.apply(command.operation()).filter(Operation::writes).isPresent();
    counts.ended(writes, outcome);
    return MessageAction.DELETE;
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
