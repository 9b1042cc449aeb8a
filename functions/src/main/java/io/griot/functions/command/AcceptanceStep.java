package io.griot.functions.command;

/**
 * The steps of accepting a command, one after the other: between any two, the process may die. The
 * API says each when it is done, so that tests can have it die there. A repeated request with the
 * same idempotency key goes on from any of them, and its command takes effect once.
 */
public enum AcceptanceStep {
  /** The request may be accepted; nothing is written. */
  CHECKED,
  /** The session's host knows that somebody waits for a code. Only of requests for one. */
  CODE_ASKED,
  /** A send has its turn; nothing but a request that goes on knows it. Only of sends. */
  TURN_TAKEN,
  /** The command is stored. */
  STORED,
  /** The next attempt of a command that failed without effect is stored. In place of the above. */
  STORED_AGAIN,
  /** The message is too large for the queue and lies in S3. Only of such. */
  BODY_STORED,
  /** The message is in the session's queue. */
  SENT,
  /** The last moment to start is moved. Only of what is answered with 202 and may start later. */
  START_MOVED,
  /** The command is among those whose callers were told that they are pending. Only of such. */
  PENDING,
  /** The result is known; nobody was told. */
  ANSWER_READY
}
