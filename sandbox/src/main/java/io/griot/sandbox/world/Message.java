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
 * A message as the server keeps it, once for all who see it.
 *
 * @param sender the author's LID
 * @param id the author's id for it
 * @param to the other side: an account's LID, or a group
 * @param t unix seconds when the server first accepted it
 * @param acks how far it has come, per recipient's LID
 * @param undecrypted those it was sent to whose phones could not read it: they have nothing of it
 * @param timesReceived how often the server was given this key; all but the first were duplicates
 *     and reached nobody
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

  /** Copies the maps; a journal of before has no {@code undecrypted}. */
  @SuppressWarnings("ConstantValue")
  public Message {
    undecrypted = undecrypted == null ? Set.of() : Set.copyOf(undecrypted);
    attributes = Map.copyOf(attributes);
    acks = Collections.unmodifiableMap(new LinkedHashMap<>(acks));
  }

  /** Its identity. */
  @JsonIgnore
  public MessageKey key() {
    return new MessageKey(sender, id);
  }

  /** Those it went to and who can read it. */
  @JsonIgnore
  public Set<Jid> readers() {
    Set<Jid> readers = new LinkedHashSet<>(acks.keySet());
    readers.removeAll(undecrypted);
    return readers;
  }

  /** The author and everybody who can read it. */
  @JsonIgnore
  public Set<Jid> members() {
    Set<Jid> members = new LinkedHashSet<>();
    members.add(sender);
    members.addAll(readers());
    return members;
  }

  /** The chat in which {@code account} finds it. */
  public Jid chatOf(Jid account) {
    return to.isGroup() || to.isPublic() || sender.equals(account) ? to : sender;
  }

  /** Its key as {@code account} sees it. */
  WireTarget target(Jid account) {
    return new WireTarget(id, sender.equals(account), to.isGroup() ? sender : null);
  }

  /**
   * What the author sees: the least that all recipients have reached. A message to one person that
   * has no recipient was stopped by a block: for its author it stays with the server.
   */
  @JsonIgnore
  public Ack ack() {
    Ack ofNobody = to.isGroup() || to.isPublic() || to.equals(sender) ? Ack.READ : Ack.SERVER;
    return acks.values().stream().min(Ack::compareTo).orElse(ofNobody);
  }

  /** What {@code account} sees: its own ack of an incoming message, {@link #ack} of its own. */
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

  /** The same message with all that can change beside its content. */
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

  /** The same message with another content. */
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
   * With a new text; media keep theirs as a caption.
   *
   * @param mentioned whom the new text mentions, instead of those before
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
   * The message as the viewer sees it: its devices, and its phone.
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
