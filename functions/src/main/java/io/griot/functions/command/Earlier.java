package io.griot.functions.command;

/** The result of an earlier request with the same idempotency key. */
public sealed interface Earlier {
  /** It ended, and its outcome is returned again. */
  record Answered(Submission.Ended submission) implements Earlier {}

  /** It was accepted, and has not ended. */
  record UnderWay() implements Earlier {}
}
