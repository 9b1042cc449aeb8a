package io.griot.sandbox.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message, its key from the receiving account's side; {@code t} in unix seconds. */
public record WireMessage(
    String id,
    Jid chat,
    boolean fromMe,
    @Nullable Jid participant,
    long t,
    String type,
    String body,
    Map<String, JsonNode> attributes,
    @Nullable WireQuote quoted,
    int ack,
    String notifyName) {

  /** Fills what a frame left out, and copies the attributes. */
  @SuppressWarnings("ConstantValue") // a frame may leave fields out, whatever the types say
  public WireMessage {
    body = body == null ? "" : body;
    notifyName = notifyName == null ? "" : notifyName;
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  /** The same in another chat. */
  public WireMessage in(Jid other) {
    return new WireMessage(
        id, other, fromMe, participant, t, type, body, attributes, quoted, ack, notifyName);
  }

  /** What can be seen of it without decrypting it. */
  public WireMessage hidden() {
    return new WireMessage(
        id, chat, fromMe, participant, t, "ciphertext", "", Map.of(), null, ack, notifyName);
  }

  /** The message that another answers. */
  public record WireQuote(String id, Jid participant, String body, String type) {}
}
