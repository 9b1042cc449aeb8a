package io.griot.host.event;

import io.griot.contract.Event;

/** Which events a webhook wants: what none wants is not put on the queue. Thread-safe. */
public interface WebhookFilter {
  /** What is known of an event. */
  enum Verdict {
    /** A webhook wanted it lately. It may want it no more: the delivery looks again. */
    WANTED,
    /** A look-up that began after the event happened shows no webhook that wants it. */
    UNWANTED,
    /** No webhook wanted it at the last look-up, which was before the event. Ask again. */
    UNDECIDED
  }

  /**
   * Whether a webhook wants an event; when that cannot be told, it does. May ask DynamoDB.
   *
   * @param happenedNanos when the event was heard of, on the monotonic clock
   */
  Verdict verdict(Event event, long happenedNanos);

  /** How many look-ups there were: after another one, what was undecided may be decided. */
  long lookUps();
}
