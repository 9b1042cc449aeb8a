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
 * Stops sessions that nobody links: a browser that shows a code costs as much as one that works.
 * Each request of a caller for the code gives the session more time. One that its phone unlinked
 * keeps that as the reason: its customer has to know that the phone did it. One thread.
 */
final class UnlinkedSessions {
  private final SessionStops stops;

  UnlinkedSessions(SessionStops stops) {
    this.stops = stops;
  }

  void stop(List<SessionView> sessions, Instant now) {
    // A request within a minute of the one before is not noted.
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
