package io.griot.functions.command;

/** What an earlier request with the same idempotency key came to, when it still counts. */
public sealed interface Earlier {
  /** It ended, and is answered again. */
  record Answered(Submission.Ended submission) implements Earlier {}

  /** It was accepted, and has not ended. */
  record UnderWay() implements Earlier {}
}
