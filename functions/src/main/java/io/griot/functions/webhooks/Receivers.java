package io.griot.functions.webhooks;

import java.util.Optional;
import java.util.Set;

/** Sends events to customers' receivers over HTTP. Thread-safe. */
public interface Receivers {
  /** The result of an attempt. */
  sealed interface Answer {
    /** The receiver took the event. */
    record Taken(int status) implements Answer {}

    /**
     * The receiver did not take the event.
     *
     * @param why the reason for the log and the customer: a status or a kind of failure, without
     *     any of the customer's data
     * @param status empty without an answer
     * @param retryAfter the header as received
     */
    record Failed(String why, Optional<Integer> status, Optional<String> retryAfter)
        implements Answer {
      private static final int GONE = 410;

      /**
       * The statuses by which a receiver, or a proxy in front of it, says that it is not available
       * now.
       */
      private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);

      /** A failure without an answer. */
      static Failed silent(String why) {
        return new Failed(why, Optional.empty(), Optional.empty());
      }

      static Failed status(int status, Optional<String> retryAfter) {
        return new Failed("status " + status, Optional.of(status), retryAfter);
      }

      /** Whether the receiver refuses all further events. */
      boolean isGone() {
        return status.filter(code -> code == GONE).isPresent();
      }

      /**
       * Whether the receiver is not available, so that the failure says nothing about this event.
       */
      boolean isAway() {
        return status.map(AWAY::contains).orElse(true);
      }
    }

    /** The reason of the failure; empty when the event was taken. */
    default Optional<String> error() {
      return switch (this) {
        case Taken _ -> Optional.empty();
        case Failed failed -> Optional.of(failed.why());
      };
    }

    /** The answer's status; empty without an answer. */
    default Optional<Integer> code() {
      return switch (this) {
        case Taken(int status) -> Optional.of(status);
        case Failed failed -> failed.status();
      };
    }
  }

  /**
   * Sends a delivery. Blocks for at most ten seconds. Never throws for a failure of the receiver.
   */
  Answer deliver(Delivery delivery);
}
