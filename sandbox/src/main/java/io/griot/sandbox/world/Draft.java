package io.griot.sandbox.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireMessage.WireQuote;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being sent.
 *
 * @param to an account's phone number or LID, or a group
 */
public record Draft(
    String id,
    Jid to,
    String type,
    String body,
    Map<String, JsonNode> attributes,
    @Nullable WireQuote quoted) {

  /** Copies the attributes. */
  public Draft {
    attributes = Map.copyOf(attributes);
  }

  /** The draft of a device's message. */
  public static Draft of(WireMessage message) {
    return new Draft(
        message.id(),
        message.chat(),
        message.type(),
        message.body(),
        message.attributes(),
        message.quoted());
  }

  /** A plain text. */
  public static Draft text(String id, Jid to, String text) {
    return new Draft(id, to, "chat", text, Map.of(), null);
  }
}
