package io.griot.local.chaos;

import io.griot.local.chaos.TableView.CommandRow;
import java.util.Optional;

/** A command that has ended stays ended: nobody claims it anew. */
final class FinalEnds {
  static final String PROMISE = "an end is final";

  private FinalEnds() {}

  /** Compares a command that was seen to end with its item as it is read later. */
  static Optional<Violation> check(Sent ended, CommandRow row) {
    // Its caller may try it again after a failure that says so: that is the next attempt.
    boolean sameAttempt = row.attempt() == ended.attempt();
    return sameAttempt && SentLog.ending(row) != ended.ending()
        ? Optional.of(
            new Violation(
                PROMISE,
                ended.id().value(),
                "%s had ended as %s and is %s"
                    .formatted(ended.text(), ended.ending(), row.status())))
        : Optional.empty();
  }
}
