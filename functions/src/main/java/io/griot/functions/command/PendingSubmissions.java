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
 * Marks commands whose callers are told that they are pending. They are in an index by their last
 * start, in which the supervisor finds those that never started. Thread-safe.
 *
 * <p>The command is accepted: when a write fails here, a 202 serves its caller better than an
 * error. So failures of AWS are logged and not thrown. A command that is missing in the index still
 * expires when it is read.
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
   * The session of a command that will probably be answered as pending. The mark is then stored
   * with the command, so that the supervisor finds it even if this process dies before it answers.
   * Any other command is soon taken by a host.
   */
  Optional<Generation> foreseen(CommandOrder order, Command command, Instant deadline) {
    boolean isAsync = !deadline.isAfter(clock.instant());
    return order.terms().waits() || Held.isBeyond(command, deadline) || isAsync
        ? Optional.of(order.session())
        : Optional.empty();
  }

  /**
   * The answer to a command that has not ended. From now on it may start within the order's time
   * for pending commands.
   *
   * @param pends whether it is stored as pending
   */
  Submission.Pending answer(Command command, CommandOrder order, boolean pends) {
    StartTerms terms = order.terms();
    // A command that an earlier request accepted on other terms keeps those.
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

  /** Marks a command as pending until a moment. */
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
