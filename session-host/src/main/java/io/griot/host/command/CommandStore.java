package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.Outcome;
import io.griot.host.lease.Lease;

/**
 * What became of commands. A command goes {@code ACCEPTED} → {@code STARTED} → finished, each step
 * on condition of the one before and of the lease's token. Thread-safe; every method is one request
 * that may throw.
 */
public interface CommandStore {

  /** What the command was when this host wanted to start it. */
  sealed interface Claim {
    /** Nobody had started it; now it is started under our token. */
    record Started() implements Claim {}

    /** It was found started, under a token not larger than ours, and has no outcome. */
    record Interrupted(long token) implements Claim {}

    /** It has an outcome. */
    record Finished() implements Claim {}

    /** There is no such command (any more). */
    record Unknown() implements Claim {}

    /** A lease newer than ours started it: ours is lost. */
    record Fenced() implements Claim {}
  }

  /** Starts the command, on condition that it is accepted and not started. */
  Claim claim(CommandId command, long token);

  /**
   * Starts an interrupted command again, on condition that it is still started under the token it
   * was found with.
   *
   * @return false when it is not
   */
  boolean claimAgain(CommandId command, long foundToken, long token);

  /**
   * Stores the outcome, on condition that the command is started under our token.
   *
   * @return false when it is not: the outcome counts for nothing
   */
  boolean finish(CommandId command, long token, Outcome outcome);

  /**
   * Stores the outcome of the command that ended its session, removes the session, and notes that
   * its generation ended, all or nothing; the session on condition that the lease is ours.
   *
   * @return false when a condition does not hold
   */
  boolean finishWithSession(CommandId command, Lease lease, Generation session, Outcome outcome);

  /** Removes the note that a generation ended: nothing of it is left. */
  void forgetEnding(Generation session);

  /**
   * Stores the outcome of the command that stopped its session, and marks the session as stopped
   * and nobody's, both or neither; the session on condition that the lease is ours.
   *
   * @return false when a condition does not hold
   */
  boolean finishWithStop(CommandId command, Lease lease, Outcome outcome);
}
