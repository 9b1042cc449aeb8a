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

/** Makes answers of events that were read. A large event's body is a link. Thread-safe. */
public record EventReplies(PayloadStore objects) {
  /** A larger body is not in the answer, but a link to it. */
  private static final int MAX_BODY_CHARACTERS = 1_000_000;

  /** The events of a page, and the cursor behind them. */
  Reply of(Page page) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode events = answer.putArray("events");
    page.events().forEach(read -> add(events, read));
    return Reply.json(200, answer.put("cursor", page.cursor().text()));
  }

  /** The body is a text of JSON already, and nobody needs to read it here. */
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
