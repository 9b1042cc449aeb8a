package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.eventlog.EventReader;
import io.griot.functions.eventlog.EventReader.Page;
import io.griot.functions.http.Reply;
import java.util.Optional;

/** Makes answers from events. A large event's body is a link. Thread-safe. */
public record EventReplies(PayloadStore objects) {
  /** The maximum size of a body in the answer; a larger one is a link. */
  private static final int MAX_BODY_CHARACTERS = 1_000_000;

  /** The events of a page, and the cursor after them. */
  Reply of(Page page) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode events = answer.putArray("events");
    page.events().forEach(read -> add(events, read));
    return Reply.json(200, answer.put("cursor", page.cursor().text()));
  }

  /** Appends an event. The body is already JSON text and is not parsed. */
  private void add(ArrayNode events, EventReader.Read read) {
    LoggedEvent event = read.event();
    ObjectNode head =
        Json.MAPPER
            .createObjectNode()
            .put("id", event.id().value())
            .put("at", event.at().toString());
    Optional<String> body = event.body();
    if (body.isEmpty() && event.characters() <= MAX_BODY_CHARACTERS) {
      body = objects.get(Names.eventObject(event.id()));
    }
    if (body.isPresent()) {
      String text = head.toString();
      events.addRawValue(
          new RawValue(text.substring(0, text.length() - 1) + "," + body.get().substring(1)));
    } else {
      head.put("dataType", event.dataType());
      read.log().name().ifPresent(name -> head.put("sessionId", name.value()));
      events.add(head.put("bodyUrl", objects.link(Names.eventObject(event.id())).toString()));
    }
  }
}
