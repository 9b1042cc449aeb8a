package io.griot.functions.webhooks;

import java.util.Optional;
import java.util.Set;

/** Customers' receivers, over HTTP. Thread-safe. */
public interface Receivers {
  /** What became of an attempt. */
  sealed interface Answer {
    /** The receiver has it. */
    record Taken(int status) implements Answer {}

    /**
     * It has not.
     *
     * @param why for the log and the customer: a status, or what kind of failure, nothing of the
     *     customer's
     * @param status empty when it answered nothing
     * @param retryAfter the header, as it came
     */
    record Failed(String why, Optional<Integer> status, Optional<String> retryAfter)
        implements Answer {
      private static final int GONE = 410;

      /** Statuses by which a receiver, or what stands before it, says that it is not there now. */
      private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);

      /** One that answered nothing. */
      static Failed silent(String why) {
        return new Failed(why, Optional.empty(), Optional.empty());
      }

      static Failed status(int status, Optional<String> retryAfter) {
        return new Failed("status " + status, Optional.of(status), retryAfter);
      }

      /** Whether the receiver wants nothing any more. */
      boolean isGone() {
        return status.filter(code -> code == GONE).isPresent();
      }

      /** Whether it says nothing of this event, but that the receiver cannot take any now. */
      boolean isAway() {
        return status.map(AWAY::contains).orElse(true);
      }
    }

    /** Why it was not taken; empty when it was. */
    default Optional<String> error() {
      return switch (this) {
        case Taken _ -> Optional.empty();
        case Failed failed -> Optional.of(failed.why());
      };
    }

    /** The status that was answered; empty when nothing was. */
    default Optional<Integer> code() {
      return switch (this) {
        case Taken(int status) -> Optional.of(status);
        case Failed failed -> failed.status();
      };
    }
  }

  /** Delivers; takes at most ten seconds. Never throws for what the receiver does. */
  Answer deliver(Delivery delivery);
}
