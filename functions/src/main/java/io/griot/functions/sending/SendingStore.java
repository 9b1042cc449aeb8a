package io.griot.functions.sending;

import io.griot.contract.Pace;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Stores the states of sessions' sends. A scope is a value of {@link io.griot.contract.SendingItem}
 * for a session or a person.
 */
public interface SendingStore {
  /** The stored state of a session, read consistently. */
  Optional<SendingState> find(String session);

  /**
   * Replaces a session's settings; its counters continue.
   *
   * @param furthest the new theoretical arrival if it is later; empty: unchanged
   */
  SendingState set(String session, SendingSettings settings, Optional<Instant> furthest);

  /**
   * Counts a send, on condition that settings, pace and day are as seen: busy or idle at this
   * moment, the same day or another. Concurrent sends conflict only when one of these changes.
   */
  Taking take(String session, SendingState seen, Send send);

  /**
   * Records that a person was written to.
   *
   * @param until the end of the record
   * @return whether it was the first time, as far as recorded
   */
  boolean isFirst(String person, Instant now, Instant until);

  /**
   * A send that requests its turn.
   *
   * @param at the time of the request
   * @param today the session's current day
   * @param latest the latest time of its turn
   * @param first whether it is the first to a person
   */
  record Send(Pace pace, Instant at, LocalDate today, Instant latest, boolean first) {
    /** The theoretical arrival above which its turn would be too late. */
    public Instant latestNext() {
      return latest.plus(pace.tolerance());
    }

    /** Whether its turn would be too late. */
    public boolean isTooLate(SendingState state) {
      return pace.limits() && pace.release(state.nextAt(), at).isAfter(latest);
    }
  }

  /** The result of a send's request for a turn. */
  sealed interface Taking {
    /** It has its turn; {@code state} includes it. */
    record Taken(SendingState state) implements Taking {}

    /** Nothing was counted: the state is not as seen, or its turn would be too late. */
    record Differs(SendingState state) implements Taking {}
  }
}
