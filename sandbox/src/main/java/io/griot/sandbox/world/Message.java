package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireMessage.WireQuote;
import io.griot.sandbox.protocol.WireReaction.WireTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message as the server stores it, once for everybody.
 *
 * @param sender the author's LID
 * @param id the author's id for it
 * @param to the other side: an account's LID, or a group
 * @param t unix seconds when the server first accepted it
 * @param acks the delivery state by recipient's LID
 * @param undecrypted the recipients whose phones could not decrypt it: they do not have it
 * @param timesReceived the number of times the server received this key; only the first was
 *     delivered
 */
public record Message(
    Jid sender,
    String id,
    Jid to,
    long t,
    String type,
    String body,
    Map<String, JsonNode> attributes,
    @Nullable WireQuote quoted,
    Map<Jid, Ack> acks,
    Set<Jid> undecrypted,
    boolean edited,
    int timesReceived) {

  /** The type of a message that was deleted for everyone. */
  static final String REVOKED = "revoked";

  /** Copies the maps; an old journal has no {@code undecrypted}. */
  @SuppressWarnings("ConstantValue")
  public Message {
    undecrypted = undecrypted == null ? Set.of() : Set.copyOf(undecrypted);
    attributes = Map.copyOf(attributes);
    acks = Collections.unmodifiableMap(new LinkedHashMap<>(acks));
  }

  /** The message's identity. */
  @JsonIgnore
  public MessageKey key() {
    return new MessageKey(sender, id);
  }

  /** The recipients that can read it. */
  @JsonIgnore
  public Set<Jid> readers() {
    Set<Jid> readers = new LinkedHashSet<>(acks.keySet());
    readers.removeAll(undecrypted);
    return readers;
  }

  /** The author and all recipients that can read it. */
  @JsonIgnore
  public Set<Jid> members() {
    Set<Jid> members = new LinkedHashSet<>();
    members.add(sender);
    members.addAll(readers());
    return members;
  }

  /** The chat that contains it for an account. */
  public Jid chatOf(Jid account) {
    return to.isGroup() || to.isPublic() || sender.equals(account) ? to : sender;
  }

  /** Its key from an account's side. */
  WireTarget target(Jid account) {
    return new WireTarget(id, sender.equals(account), to.isGroup() ? sender : null);
  }

  /**
   * The author's view: the minimum over all recipients. A message to a person without recipients
   * was stopped by a block, so it stays at the server.
   */
  @JsonIgnore
  public Ack ack() {
    Ack ofNobody = to.isGroup() || to.isPublic() || to.equals(sender) ? Ack.READ : Ack.SERVER;
    return acks.values().stream().min(Ack::compareTo).orElse(ofNobody);
  }

  /** The account's view: its own ack of an incoming message, {@link #ack} of an outgoing one. */
  public Ack ackOf(Jid account) {
    return account.equals(sender) ? ack() : acks.getOrDefault(account, Ack.SERVER);
  }

  /** A message as the server accepts it. */
  static Message of(Jid sender, Draft draft, Jid to, long t, Map<Jid, Ack> acks) {
    return new Message(
        sender,
        draft.id(),
        to,
        t,
        draft.type(),
        draft.body(),
        draft.attributes(),
        draft.quoted(),
        acks,
        Set.of(),
        false,
        1);
  }

  /** A copy with all parts that can change besides its content. */
  private Message with(Map<Jid, Ack> reached, Set<Jid> unread, int received) {
    return new Message(
        sender, id, to, t, type, body, attributes, quoted, reached, unread, edited, received);
  }

  Message with(Jid recipient, Ack ack) {
    Map<Jid, Ack> raised = new LinkedHashMap<>(acks);
    raised.put(recipient, ack);
    return with(raised, undecrypted, timesReceived);
  }

  Message receivedAgain() {
    return with(acks, undecrypted, timesReceived + 1);
  }

  Message undecryptedBy(Set<Jid> who) {
    return with(acks, who, timesReceived);
  }

  /** A copy with another content. */
  private Message with(
      String kind,
      String text,
      Map<String, JsonNode> other,
      @Nullable WireQuote quote,
      boolean isEdited) {
    return new Message(
        sender, id, to, t, kind, text, other, quote, acks, undecrypted, isEdited, timesReceived);
  }

  /**
   * A copy with a new text; for media the text is the caption.
   *
   * @param mentioned the people mentioned in the new text
   */
  Message withText(String text, List<Jid> mentioned) {
    boolean isMedia = attributes.containsKey("directPath");
    Map<String, JsonNode> captioned = new LinkedHashMap<>(attributes);
    if (isMedia) {
      captioned.put("caption", TextNode.valueOf(text));
    }
    ArrayNode people = JsonNodeFactory.instance.arrayNode();
    mentioned.forEach(person -> people.add(person.value()));
    captioned.put("mentionedJidList", people);
    return with(type, isMedia ? body : text, captioned, quoted, true);
  }

  /** Whether it was deleted for everyone. */
  @JsonIgnore
  public boolean isRevoked() {
    return type.equals(REVOKED);
  }

  Message revoked() {
    return with(REVOKED, "", Map.of(), null, false);
  }

  /**
   * The message as the viewer's devices and phone see it.
   *
   * @param pushname the sender's
   */
  WireMessage wire(Jid viewer, String pushname) {
    return new WireMessage(
        id(),
        chatOf(viewer),
        sender().equals(viewer),
        to().isGroup() ? sender() : null,
        t(),
        type(),
        body(),
        attributes(),
        quoted(),
        ackOf(viewer).wire(),
        pushname);
  }
}
