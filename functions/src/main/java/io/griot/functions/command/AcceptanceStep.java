package io.griot.functions.command;

/**
 * The steps of accepting a command. The process may die between any two. The API reports each
 * finished step, so that tests can kill it there. A repeated request with the same idempotency key
 * continues from any step, and its command takes effect once.
 */
public enum AcceptanceStep {
  /** The request has passed all checks; nothing is written. */
  CHECKED,
  /** The session's host was told that a caller waits for a code. Only for such requests. */
  CODE_ASKED,
  /** A send has taken its turn, which only the running request knows. Only for sends. */
  TURN_TAKEN,
  /** The command is stored. */
  STORED,
  /**
   * The next attempt of a command that failed without effect is stored, instead of {@link #STORED}.
   */
  STORED_AGAIN,
  /** The body is stored in S3, because it is too large for the queue. Only for large commands. */
  BODY_STORED,
  /** The message is in the session's queue. */
  SENT,
  /** The last start was moved. Only for commands that are answered with 202 and may start later. */
  START_MOVED,
  /** The command is marked as pending, and its caller will be told so. Only for such commands. */
  PENDING,
  /** The answer is known, but not sent. */
  ANSWER_READY
}
