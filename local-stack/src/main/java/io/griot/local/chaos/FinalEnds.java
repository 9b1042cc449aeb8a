package io.griot.local.chaos;

import io.griot.local.chaos.TableView.CommandRow;
import java.util.Optional;

/** Checks that an ended command stays ended: no host claims it again. */
final class FinalEnds {
  static final String PROMISE = "an end is final";

  private FinalEnds() {}

  /** Compares a command that has ended with its item read later. */
  static Optional<Violation> check(Sent ended, CommandRow row) {
    // After a failure that allows it, the caller may repeat the request: that is the next attempt.
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
