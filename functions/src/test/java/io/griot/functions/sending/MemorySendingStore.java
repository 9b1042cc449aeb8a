package io.griot.functions.sending;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stores the state of sending in memory. Thread-safe. */
public final class MemorySendingStore implements SendingStore {
  private final Map<String, SendingState> sessions = new HashMap<>();
  private final Map<String, Instant> people = new HashMap<>();
  private int takings;

  @Override
  public synchronized Optional<SendingState> find(String session) {
    return Optional.ofNullable(sessions.get(session));
  }

  @Override
  public synchronized SendingState set(
      String session, SendingSettings settings, Optional<Instant> furthest) {
    SendingState old = sessions.getOrDefault(session, SendingState.NONE);
    Instant next = furthest.filter(old.nextAt()::isAfter).orElse(old.nextAt());
    SendingState changed =
        new SendingState(
            settings, old.revision() + 1, next, old.day(), old.sentToday(), old.newToday());
    sessions.put(session, changed);
    return changed;
  }

  @Override
  public synchronized Taking take(String session, SendingState seen, Send send) {
    takings++;
    SendingState stored = sessions.getOrDefault(session, SendingState.NONE);
    boolean sameDay = stored.day().equals(Optional.of(send.today()));
    boolean asSeen =
        stored.revision() == seen.revision()
            && sameDay == seen.day().equals(Optional.of(send.today()))
            && (!send.pace().limits() || isAsSeen(stored, seen, send));
    if (!asSeen) {
      return new Taking.Differs(stored);
    }
    SendingState counted =
        new SendingState(
            stored.settings(),
            stored.revision(),
            send.pace().limits() ? send.pace().after(stored.nextAt(), send.at()) : stored.nextAt(),
            Optional.of(send.today()),
            1 + (sameDay ? stored.sentToday() : 0),
            (send.first() ? 1 : 0) + (sameDay ? stored.newToday() : 0));
    sessions.put(session, counted);
    return new Taking.Taken(counted);
  }

  private static boolean isAsSeen(SendingState stored, SendingState seen, Send send) {
    boolean busy = stored.nextAt().isAfter(send.at());
    return busy == seen.nextAt().isAfter(send.at())
        && !(busy && stored.nextAt().isAfter(send.latestNext()));
  }

  @Override
  public synchronized boolean isFirst(String person, Instant now, Instant until) {
    Instant known = people.get(person);
    if (known != null && known.isAfter(now)) {
      return false;
    }
    people.put(person, until);
    return true;
  }

  /** The number of requested turns. */
  synchronized int takings() {
    return takings;
  }
}
