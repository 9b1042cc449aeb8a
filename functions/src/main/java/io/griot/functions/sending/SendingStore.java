package io.griot.functions.sending;

import io.griot.contract.Pace;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where it is stored how sessions send. A scope is what {@link io.griot.contract.SendingItem} makes
 * of a session or a person.
 */
public interface SendingStore {
  /** The stored state of a session, as of now. */
  Optional<SendingState> find(String session);

  /**
   * Replaces a session's settings; its counters go on.
   *
   * @param furthest the theoretical arrival becomes this when it is later; empty: it stays
   */
  SendingState set(String session, SendingSettings settings, Optional<Instant> furthest);

  /**
   * Counts a send, on condition that the settings are as seen, and that the pace and the day stand
   * as seen: busy or idle at this moment, begun or not. Sends at the same time do not disturb each
   * other but where one of these turns.
   */
  Taking take(String session, SendingState seen, Send send);

  /**
   * Remembers that somebody was written to.
   *
   * @param until when that is forgotten
   * @return whether it was the first time, as far as is remembered
   */
  boolean isFirst(String person, Instant now, Instant until);

  /**
   * A send that wants its turn.
   *
   * @param at when it asks
   * @param today the day that it is for the session
   * @param latest its turn must come by then
   * @param first whether it is the first to somebody
   */
  record Send(Pace pace, Instant at, LocalDate today, Instant latest, boolean first) {
    /** The theoretical arrival above which its turn would come too late. */
    public Instant latestNext() {
      return latest.plus(pace.tolerance());
    }

    /** Whether its turn would come too late. */
    public boolean isTooLate(SendingState state) {
      return pace.limits() && pace.release(state.nextAt(), at).isAfter(latest);
    }
  }

  /** How a send's asking for its turn ended. */
  sealed interface Taking {
    /** It has its turn; {@code state} counts it. */
    record Taken(SendingState state) implements Taking {}

    /** Nothing was counted: things are not as they were seen, or its turn would be too late. */
    record Differs(SendingState state) implements Taking {}
  }
}
