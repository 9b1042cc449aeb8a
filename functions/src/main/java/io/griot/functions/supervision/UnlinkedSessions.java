package io.griot.functions.supervision;

import io.griot.contract.SessionLimits;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Instant;
import java.util.List;

/**
 * Stops sessions that nobody links, because a browser that shows a code costs as much as one that
 * works. Each request for the code gives the session more time. A session that its phone unlinked
 * is stopped with that reason, so that its customer knows it. For one thread.
 */
final class UnlinkedSessions {
  private final SessionStops stops;

  UnlinkedSessions(SessionStops stops) {
    this.stops = stops;
  }

  void stop(List<SessionView> sessions, Instant now) {
    // A request within a minute of the previous one is not stored.
    Instant latest = now.minus(SessionLimits.LINK_WITHIN).minus(CodeRequests.BETWEEN_NOTES);
    for (SessionView view : sessions) {
      Session session = view.session();
      if (session.wanted() == Wanted.RUNNING
          && !session.linked()
          && session.lastAskedFor().isBefore(latest)) {
        StopReason reason =
            view.loggedOut() ? StopReason.LOGGED_OUT : StopReason.NOT_LINKED_IN_TIME;
        stops.stop(session, reason, now);
      }
    }
  }
}
