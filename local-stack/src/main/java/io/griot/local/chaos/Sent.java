package io.griot.local.chaos;

import io.griot.contract.CommandId;

/**
 * A send and its known state. Immutable.
 *
 * @param account the number of the session's account
 * @param person the number of the recipient
 * @param number its place among the sends of this account to this person, from 1
 * @param tokenBefore the session's token as it was read before the first request
 * @param acceptedNanos the time of the first successful answer; 0 before
 * @param attempt the command's attempt as last read
 * @param ending the command's end
 * @param failure the name of the failure, if it failed
 */
record Sent(
    CommandId id,
    int account,
    int person,
    int number,
    String text,
    long tokenBefore,
    long acceptedNanos,
    int attempt,
    Ending ending,
    String failure) {

  /** The end of a command. */
  enum Ending {
    /** Not ended, or unknown. */
    OPEN,
    SUCCEEDED,
    FAILED,
    /** {@code OUTCOME_UNKNOWN}: it may or may not be on the phone. */
    UNKNOWN
  }

  boolean isAccepted() {
    return acceptedNanos != 0;
  }

  boolean isOpen() {
    return ending == Ending.OPEN;
  }

  Sent accepted(long nanos) {
    return isAccepted()
        ? this
        : new Sent(id, account, person, number, text, tokenBefore, nanos, attempt, ending, failure);
  }

  Sent ended(int attempts, Ending how, String why) {
    return new Sent(
        id, account, person, number, text, tokenBefore, acceptedNanos, attempts, how, why);
  }
}
