package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The log of one session's events, under one lease. An event counts as handed over once it is here.
 * Every method blocks for requests, and throws {@link
 * software.amazon.awssdk.core.exception.SdkException} when DynamoDB or S3 does not answer.
 * Thread-safe.
 */
public interface SessionLog {
  /**
   * Appends events in their order: all of them, or, at a failure, some of the first. After a
   * failure, all may be appended again; those that were stored are then there twice, with the same
   * ids.
   *
   * @return false when the lease is lost: the session's next owner appends now, and nothing more
   *     may be appended here
   */
  boolean append(List<Event> events);

  /**
   * Takes over the log, so that no earlier owner can append any more, and reads the last stored
   * events. Does nothing to an empty log.
   *
   * @return empty when the log is empty, or the lease is lost
   */
  Optional<Recent> takeOver();

  /** Reads the last stored events; empty when the log is empty. */
  Optional<Recent> recent();

  /**
   * The last part of a log.
   *
   * @param since the time from which all stored events are included; never before the log's
   *     beginning
   * @param events in their order
   */
  record Recent(Instant since, List<LoggedEvent> events) {
    public Recent {
      events = List.copyOf(events);
    }

    /** The time of the last event. */
    public Optional<Instant> lastAt() {
      return events.isEmpty() ? Optional.empty() : Optional.of(events.getLast().at());
    }
  }
}
