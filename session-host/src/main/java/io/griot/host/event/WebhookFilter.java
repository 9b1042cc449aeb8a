package io.griot.host.event;

import io.griot.contract.Event;

/** Decides which events are logged and which a webhook wants. Thread-safe. */
public interface WebhookFilter {
  /** The knowledge about an event's receivers. */
  enum Verdict {
    /** A webhook wanted it recently. The delivery checks again. */
    WANTED,
    /** Its customer wants it logged, and no webhook wants it. */
    LOGGED,
    /** Its customer wants it logged. Whether a webhook wants it is undecided. */
    LOGGED_UNDECIDED,
    /** A look-up that began after the event found no receiver that wants it. */
    UNWANTED,
    /** The last look-up found no receiver that wants it, but was before the event. Ask again. */
    UNDECIDED;

    /** Whether the event belongs into the log. */
    boolean isLogged() {
      return this == WANTED || this == LOGGED || this == LOGGED_UNDECIDED;
    }

    /** Whether a later look-up may decide otherwise. */
    boolean isOpen() {
      return this == UNDECIDED || this == LOGGED_UNDECIDED;
    }
  }

  /**
   * Decides about an event. If the look-up fails, the event counts as wanted. May block for a
   * DynamoDB request.
   *
   * @param happenedNanos when the event was reported, on the monotonic clock
   */
  Verdict verdict(Event event, long happenedNanos);

  /** The number of look-ups so far. After another one, undecided events may be decided. */
  long lookUps();
}
