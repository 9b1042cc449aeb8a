package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.Generation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Commands whose callers are told that they are pending. They stand in an index by their last
 * moment to start, where the supervisor finds those that nobody started. Thread-safe.
 *
 * <p>The command is accepted: when a write fails here, its caller is better served by a 202 than by
 * what went wrong. So failures of AWS are logged and not thrown. A command that is missing in the
 * index still expires when somebody asks for it.
 */
final class PendingSubmissions {
  private static final Logger log = LoggerFactory.getLogger(PendingSubmissions.class);

  private final SubmissionStore commands;
  private final InstantSource clock;
  private final Consumer<AcceptanceStep> steps;

  PendingSubmissions(
      SubmissionStore commands, InstantSource clock, Consumer<AcceptanceStep> steps) {
    this.commands = commands;
    this.clock = clock;
    this.steps = steps;
  }

  /**
   * The session of what is likely to be answered as pending. The supervisor then finds it though
   * this process dies before it answers. Everything else is with a host in a moment, which ends it.
   */
  Optional<Generation> foreseen(CommandOrder order, Command command, Instant deadline) {
    boolean isAsync = !deadline.isAfter(clock.instant());
    return order.terms().waits() || Held.isBeyond(command, deadline) || isAsync
        ? Optional.of(order.session())
        : Optional.empty();
  }

  /**
   * The answer to a command that has not ended. From now on it may start for as long as its order
   * says of pending ones.
   *
   * @param pends whether it is stored as pending
   */
  Submission.Pending answer(Command command, CommandOrder order, boolean pends) {
    StartTerms terms = order.terms();
    // One that an earlier request accepted on other terms keeps them.
    boolean isOnTheseTerms = command.startBy().equals(command.acceptedAt().plus(terms.within()));
    Instant startBy = command.startBy();
    if (isOnTheseTerms && terms.pendingWithin().compareTo(terms.within()) > 0) {
      startBy = command.acceptedAt().plus(terms.pendingWithin());
      move(command, startBy);
    }
    if (!pends || !startBy.equals(command.startBy())) {
      add(command, order.session(), startBy);
    }
    return new Submission.Pending(command.id(), Held.at(command, clock.instant()));
  }

  private void move(Command command, Instant startBy) {
    try {
      boolean moved = commands.move(command.id(), command.attempt(), startBy);
      steps.accept(AcceptanceStep.START_MOVED);
      log.atDebug()
          .addKeyValue("commandId", command.id())
          .addKeyValue("startBy", startBy)
          .addKeyValue("done", moved)
          .log("command.start_moved");
    } catch (SdkException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("commandId", command.id())
          .log("command.start_not_moved");
    }
  }

  /** Puts a command among those of its session that wait until a moment. */
  void add(Command command, Generation session, Instant startBy) {
    try {
      boolean pends = commands.pend(command.id(), command.attempt(), session, startBy);
      steps.accept(AcceptanceStep.PENDING);
      log.atDebug()
          .addKeyValue("commandId", command.id())
          .addKeyValue("startBy", startBy)
          .addKeyValue("stored", pends)
          .log("command.pending");
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("commandId", command.id())
          .setCause(e)
          .log("command.pending_not_stored");
    }
  }
}
