package io.griot.functions.deletion;

/**
 * The steps of a customer's deletion, in their order. Each may be repeated and then removes what is
 * left; after a crash between or within steps, the next round goes on.
 */
public enum DeletionStep {
  /** The customer's items were counted, and the counts stored. */
  COUNTED,
  /** The customer's sessions are wanted to end: hosts log the devices out. */
  SESSIONS,
  KEYS(true),
  WEBHOOKS(true),
  /** The pairing links are removed, so that nobody can link a phone for them any more. */
  PAIRING_LINKS(true),
  /** The pace of their sessions, and the digests of the people to whom they had written. */
  SENDING,
  /** The uploaded files. */
  UPLOADS,
  /** The logs of their sessions' events. */
  EVENTS,
  /** The events that could not be delivered. */
  DEAD_EVENTS,
  /** Nothing of the customer is left but the ledger, the usage, and the id, which stays taken. */
  FINISHED;

  private final boolean atOnce;

  DeletionStep() {
    this(false);
  }

  DeletionStep(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** Whether the step is made while sessions still exist; the others wait until they are gone. */
  public boolean isAtOnce() {
    return atOnce;
  }
}
