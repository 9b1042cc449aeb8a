package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import io.griot.host.bridge.Bridge;
import io.griot.host.bridge.CallResult;
import io.griot.host.command.CommandStore.Claim;
import io.griot.host.command.SessionGate.Pass;
import io.griot.host.media.CommandMedia;
import io.griot.host.media.CommandMedia.Taken;
import io.griot.host.media.MediaRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one session's commands out, each at most once in effect: what was found started is run
 * again only when its operation is repeatable, and otherwise ends as {@code OUTCOME_UNKNOWN}.
 * Thread-safe; every command has a thread of its own.
 */
public final class CommandRunner {
  private static final Logger log = LoggerFactory.getLogger(CommandRunner.class);

  /** How often a command may lose its page before it is thought to be what kills the page. */
  static final int MAX_ATTEMPTS = 3;

  /** An operation that this version of the host does not have: nothing is known to be safe. */
  private static final OperationTraits UNKNOWN =
      new OperationTraits(false, true, OperationTraits.Need.NONE);

  private final CommandStore store;
  private final SessionGate gate;
  private final Function<String, Optional<OperationTraits>> operations;
  private final Map<String, HostOperation> hostOperations;
  private final CommandMedia media;
  private final LargeAnswers answers;
  private final long token;
  private final Duration callDeadline;
  private final Tally tally;
  private final InstantSource clock;

  /**
   * @param operations what is known of an operation, by its id
   * @param token of the lease the session is run under
   * @param callDeadline how long the page may work on one command
   * @param tally where it is counted how commands go
   */
  public CommandRunner(
      CommandStore store,
      SessionGate gate,
      Function<String, Optional<OperationTraits>> operations,
      Map<String, HostOperation> hostOperations,
      CommandMedia media,
      LargeAnswers answers,
      long token,
      Duration callDeadline,
      Tally tally,
      InstantSource clock) {
    this.store = store;
    this.gate = gate;
    this.operations = operations;
    this.hostOperations = Map.copyOf(hostOperations);
    this.media = media;
    this.answers = answers;
    this.token = token;
    this.callDeadline = callDeadline;
    this.tally = tally;
    this.clock = clock;
  }

  /** What is to become of the command's message. */
  public enum Fate {
    /** The command needs no more doing. */
    DELETE,
    /** Another host, or this one later, must see it. */
    LEAVE
  }

  /** Runs a command to its end, waiting for the session when it must. */
  public Fate run(Command command) throws InterruptedException {
    Optional<OperationTraits> known = operations.apply(command.operation());
    if (known.isEmpty()) {
      log.error("command {}: no operation {}", command.id(), command.operation());
      return start(command, UNKNOWN, () -> finish(command, failed(FailureCode.INTERNAL)));
    }
    OperationTraits traits = known.get();
    // Waiting comes before the claim: a command that only waited was not started.
    return switch (gate.await(traits.need())) {
      case Pass.Closed() -> Fate.LEAVE;
      case Pass.Refused() ->
          start(command, traits, () -> finish(command, failed(FailureCode.SESSION_NOT_CONNECTED)));
      case Pass.Open(Optional<Bridge> page) ->
          start(command, traits, () -> carryOut(command, traits, page));
    };
  }

  private interface Step {
    Fate run() throws InterruptedException;
  }

  private Fate start(Command command, OperationTraits traits, Step then)
      throws InterruptedException {
    return switch (store.claim(command.id(), token)) {
      case Claim.Started() -> {
        tally.began(Duration.between(command.acceptedAt(), clock.instant()));
        yield then.run();
      }
      case Claim.Finished() -> Fate.DELETE;
      case Claim.Fenced() -> Fate.LEAVE;
      case Claim.Unknown() -> {
        log.warn("command {} is not stored (any more)", command.id());
        yield Fate.DELETE;
      }
      case Claim.Interrupted(long found) -> {
        if (!store.claimAgain(command.id(), found, token)) {
          yield Fate.LEAVE; // someone moved it meanwhile: the next delivery shows where to
        }
        log.info("command {} was interrupted under token {}", command.id(), found);
        yield traits.repeatable()
            ? then.run()
            : finish(command, failed(FailureCode.OUTCOME_UNKNOWN));
      }
    };
  }

  private Fate carryOut(Command command, OperationTraits traits, Optional<Bridge> page)
      throws InterruptedException {
    if (traits.onHost()) {
      return onHost(command, page);
    }
    return page.isPresent()
        ? withMedia(command, traits, page.get())
        : finish(command, failed(FailureCode.INTERNAL));
  }

  private Fate onHost(Command command, Optional<Bridge> page) throws InterruptedException {
    HostOperation operation = hostOperations.get(command.operation());
    if (operation == null) {
      log.error("command {}: the host has no {}", command.id(), command.operation());
      return finish(command, failed(FailureCode.INTERNAL));
    }
    return switch (operation.run(command, page)) {
      case HostOperation.Result.Done(Outcome outcome) -> finish(command, outcome);
      case HostOperation.Result.SessionEnded() -> Fate.LEAVE;
      case HostOperation.Result.LeaseLost() -> Fate.LEAVE;
    };
  }

  /** What the command carries or points to is on the disk before the page is asked. */
  private Fate withMedia(Command command, OperationTraits traits, Bridge page)
      throws InterruptedException {
    try (Taken taken = media.take(command)) {
      return inPage(taken, traits, page, 1);
    } catch (MediaRefusedException e) {
      return finish(command, new Outcome.Failed(FailureCode.INVALID_FIELD, e.detail()));
    } catch (IOException e) {
      log.warn("command {}: its media cannot be put on the disk", command.id(), e);
      return finish(command, failed(FailureCode.OVERLOADED));
    }
  }

  private Fate inPage(Taken taken, OperationTraits traits, Bridge page, int attempt)
      throws InterruptedException {
    Command command = taken.command();
    return switch (page.call(command, taken.files(), callDeadline)) {
      case CallResult.Answered(var answer, Duration pageTime) ->
          finish(command, new Outcome.Succeeded(answer, pageTime));
      case CallResult.Kept kept -> file(taken, traits, page, kept, attempt);
      case CallResult.Refused(FailureCode code, String detail) ->
          finish(command, new Outcome.Failed(code, detail));
      case CallResult.TimedOut() -> finish(command, failed(FailureCode.OUTCOME_UNKNOWN));
      case CallResult.NotCalled(String reason) -> {
        gate.doubt(page);
        yield again(taken, traits, FailureCode.PAGE_FAILED, attempt, reason);
      }
      case CallResult.Lost(String reason) -> lost(taken, traits, page, attempt, reason);
    };
  }

  private Fate file(
      Taken taken, OperationTraits traits, Bridge page, CallResult.Kept kept, int attempt)
      throws InterruptedException {
    CommandId command = taken.command().id();
    try {
      Optional<Outcome> outcome = answers.store(command, page, kept);
      return outcome.isPresent()
          ? finish(taken.command(), outcome.get())
          : lost(taken, traits, page, attempt, "the page went with its answer");
    } catch (IOException e) {
      log.warn("command {}: its answer cannot be put on the disk", command, e);
      return finish(taken.command(), failed(FailureCode.OUTCOME_UNKNOWN));
    }
  }

  private Fate lost(Taken taken, OperationTraits traits, Bridge page, int attempt, String reason)
      throws InterruptedException {
    gate.doubt(page);
    return traits.repeatable()
        ? again(taken, traits, FailureCode.OUTCOME_UNKNOWN, attempt, reason)
        : finish(taken.command(), failed(FailureCode.OUTCOME_UNKNOWN));
  }

  private Fate again(
      Taken taken, OperationTraits traits, FailureCode atLast, int attempt, String reason)
      throws InterruptedException {
    Command command = taken.command();
    log.info("command {}: attempt {} failed: {}", command.id(), attempt, reason);
    if (attempt >= MAX_ATTEMPTS) {
      return finish(command, failed(atLast));
    }
    return switch (gate.await(traits.need())) {
      case Pass.Closed() -> Fate.LEAVE;
      case Pass.Refused() -> finish(command, failed(FailureCode.SESSION_NOT_CONNECTED));
      case Pass.Open(Optional<Bridge> page) ->
          page.isPresent()
              ? inPage(taken, traits, page.get(), attempt + 1)
              : finish(command, failed(atLast));
    };
  }

  private Fate finish(Command command, Outcome outcome) {
    if (outcome instanceof Outcome.Failed(FailureCode code, String detail)) {
      log.info("command {}: {} {}", command.id(), command.operation(), code);
    }
    boolean stored = store.finish(command.id(), token, outcome);
    if (!stored) {
      log.warn("command {}: its outcome came under a lost lease", command.id());
    }
    tally.ended(outcome);
    return stored ? Fate.DELETE : Fate.LEAVE;
  }

  private static Outcome.Failed failed(FailureCode code) {
    return new Outcome.Failed(code);
  }
}
