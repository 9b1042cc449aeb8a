package io.griot.local.chaos;

import io.griot.contract.CommandId;

/**
 * One send of the traffic and what is known of it. Immutable.
 *
 * @param account the number of the session's account
 * @param person the number of who gets it
 * @param number its place among the sends of this account to this person, from 1
 * @param tokenBefore the session's token as it was read before the first request
 * @param acceptedNanos when a request of it was first answered with success; 0 before
 * @param attempt of the command as last read
 * @param ending how it ended
 * @param failure the failure's name, when it ended in one
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

  /** How a command ended. */
  enum Ending {
    /** Not yet, or nobody knows. */
    OPEN,
    SUCCEEDED,
    FAILED,
    /** {@code OUTCOME_UNKNOWN}: it may be on the phone or not. */
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
