package io.griot.host.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Event;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of the log that a restored profile does not remember. WhatsApp does not send them
 * again.
 *
 * @param from when the last event was stored that the profile remembers
 * @param events those of the page since then, in their order; never empty
 */
record ProfileGap(Instant from, List<LoggedEvent> events) {
  ProfileGap {
    events = List.copyOf(events);
  }

  /** The gap behind the last event that a profile remembers; empty when that is the last of all. */
  static Optional<ProfileGap> of(SessionId session, SessionLog.Recent recent, SentEvents told) {
    String ownGroup = Event.messageGroup(session, Event.SESSION_GROUP);
    Instant from = recent.since();
    List<LoggedEvent> missing = new ArrayList<>();
    for (LoggedEvent event : recent.events()) {
      if (event.group().equals(ownGroup)) {
        continue; // the host told it, whatever the page had
      }
      if (told.isSent(event.id())) {
        from = event.at();
        missing.clear();
      } else {
        missing.add(event);
      }
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(new ProfileGap(from, missing));
  }

  /** The data of the event {@code gap}. */
  ObjectNode data() {
    Instant until = events.getLast().at().plus(Duration.ofSeconds(1));
    return Json.MAPPER
        .createObjectNode()
        .put("from", from.getEpochSecond())
        .put("until", until.getEpochSecond());
  }
}
