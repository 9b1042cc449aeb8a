package io.griot.functions.deletion;

/**
 * The steps of a customer's deletion, in their order. Each may be made again, and finds then what
 * is left of it; so whoever dies between two, or within one, is followed by the next round.
 */
public enum DeletionStep {
  /** The customer's things were counted, and the counts noted. */
  COUNTED,
  /** Their sessions are wanted to end: hosts log the devices out. */
  SESSIONS,
  KEYS(true),
  WEBHOOKS(true),
  /** Nobody links a phone for them any more. */
  PAIRING_LINKS(true),
  /** How their sessions send, and whom they had written to, as digests. */
  SENDING,
  /** Files that were uploaded. */
  UPLOADS,
  /** The logs of their sessions' events. */
  EVENTS,
  /** Events that could not be delivered. */
  DEAD_EVENTS,
  /** Nothing of theirs is left but the ledger, usage, and the id that nobody gets again. */
  FINISHED;

  private final boolean atOnce;

  DeletionStep() {
    this(false);
  }

  DeletionStep(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** Whether it is made while sessions are still there; others wait until they are gone. */
  public boolean isAtOnce() {
    return atOnce;
  }
}
