package io.griot.host.event;

import io.griot.contract.Event;

/** Decides which events a webhook wants. Other events are not put on the queue. Thread-safe. */
public interface WebhookFilter {
  /** What is known about an event. */
  enum Verdict {
    /** A webhook wanted it recently. The delivery checks again. */
    WANTED,
    /** A look-up that began after the event found no webhook that wants it. */
    UNWANTED,
    /** The last look-up found no webhook that wants it, but was before the event. Ask again. */
    UNDECIDED
  }

  /**
   * Whether a webhook wants an event. If that cannot be found out, it counts as wanted. May block
   * for a DynamoDB request.
   *
   * @param happenedNanos when the event was reported, on the monotonic clock
   */
  Verdict verdict(Event event, long happenedNanos);

  /** The number of look-ups so far. After another one, undecided events may be decided. */
  long lookUps();
}
