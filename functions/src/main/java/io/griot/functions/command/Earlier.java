package io.griot.functions.command;

/** The result of an earlier request with the same idempotency key, when it still counts. */
public sealed interface Earlier {
  /** It ended, and is answered again. */
  record Answered(Submission.Ended submission) implements Earlier {}

  /** It was accepted, and has not ended. */
  record UnderWay() implements Earlier {}
}
