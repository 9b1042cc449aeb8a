package io.griot.sandbox.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it travels; its key names the chat from the receiving account's side.
 *
 * @param chat the peer's LID, or a group
 * @param participant the author's LID inside a group; null in a private chat
 * @param t unix seconds, set by the server when it accepts the message
 * @param type WhatsApp Web's type: {@code chat}, {@code image}, {@code ptt}, {@code location}, …
 * @param attributes further attributes of the type: mentionedJidList, caption, mimetype, lat, …
 * @param ack -1 error, 0 pending, 1 server, 2 device, 3 read, 4 played
 */
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

  /** Fills in absent fields, and copies the attributes. */
  @SuppressWarnings("ConstantValue") // a frame may lack fields, whatever the types say
  public WireMessage {
    body = body == null ? "" : body;
    notifyName = notifyName == null ? "" : notifyName;
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  /** A copy in another chat. */
  public WireMessage in(Jid other) {
    return new WireMessage(
        id, other, fromMe, participant, t, type, body, attributes, quoted, ack, notifyName);
  }

  /** The parts that are visible without decryption. */
  public WireMessage hidden() {
    return new WireMessage(
        id, chat, fromMe, participant, t, "ciphertext", "", Map.of(), null, ack, notifyName);
  }

  /** The quoted message of an answer. */
  public record WireQuote(String id, Jid participant, String body, String type) {}
}
