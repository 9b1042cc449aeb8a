package io.griot.functions.supervision;

import io.griot.contract.SessionLimits;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.session.Session;
import java.time.Instant;
import java.util.List;

/**
 * Stops sessions that nobody links: a browser that shows a code costs as much as one that works.
 * Each request of a caller for the code gives the session more time. One thread.
 */
final class UnlinkedSessions {
  private final SessionStops stops;

  UnlinkedSessions(SessionStops stops) {
    this.stops = stops;
  }

  void stop(List<Session> sessions, Instant now) {
    Instant latest = now.minus(SessionLimits.LINK_WITHIN);
    sessions.stream()
        .filter(session -> session.wanted() == Wanted.RUNNING && !session.linked())
        .filter(session -> session.lastAskedFor().isBefore(latest))
        .forEach(session -> stops.stop(session, StopReason.NOT_LINKED_IN_TIME, now));
  }
}
