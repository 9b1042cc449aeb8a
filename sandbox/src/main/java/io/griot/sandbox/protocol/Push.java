package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells a page unasked. {@link Kept} ones are numbered per device and kept until
 * the page confirms them; the others are lost when nobody listens.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "push")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Push.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Push.PairSuccess.class, name = "pairSuccess"),
  @JsonSubTypes.Type(value = Push.LinkCodeExpired.class, name = "linkCodeExpired"),
  @JsonSubTypes.Type(value = Push.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Push.History.class, name = "history"),
  @JsonSubTypes.Type(value = Push.OfflineDone.class, name = "offlineDone"),
  @JsonSubTypes.Type(value = Push.Message.class, name = "message"),
  @JsonSubTypes.Type(value = Push.Receipt.class, name = "receipt"),
  @JsonSubTypes.Type(value = Push.Reaction.class, name = "reaction"),
  @JsonSubTypes.Type(value = Push.Edited.class, name = "edited"),
  @JsonSubTypes.Type(value = Push.Revoked.class, name = "revoked"),
  @JsonSubTypes.Type(value = Push.Group.class, name = "group"),
  @JsonSubTypes.Type(value = Push.Contact.class, name = "contact"),
  @JsonSubTypes.Type(value = Push.Chat.class, name = "chat"),
  @JsonSubTypes.Type(value = Push.Presence.class, name = "presence"),
  @JsonSubTypes.Type(value = Push.DeviceRemoved.class, name = "deviceRemoved"),
})
public sealed interface Push {

  /** A push that is numbered and kept for a device until it confirms it. */
  sealed interface Kept extends Push {}

  /** The server's greeting; a login signs the nonce's characters (UTF-8) as they stand here. */
  record Hello(String nonce, String version) implements Push {}

  /** A phone scanned the page's QR or entered its code (then {@code proof} is null). */
  record PairSuccess(String deviceId, WireAccount account, @Nullable String proof)
      implements Push {}

  /** The link code on the page is no longer valid. */
  record LinkCodeExpired() implements Push {}

  /** The page is logged in; what was kept follows. */
  record Ready(WireAccount account) implements Push {}

  /** The account's chats, once after pairing. */
  record History(WireHistory history) implements Kept {}

  /** All that was kept at login has been sent. */
  record OfflineDone() implements Push {}

  /** A message to the account, or one of its own sent elsewhere. */
  record Message(WireMessage message, @Nullable WireContact contact) implements Kept {}

  /**
   * Own messages reached ({@code ack} 2) or were read (3) by {@code from}; {@code messageAck} is
   * what they have reached by it with all recipients.
   */
  record Receipt(Jid chat, List<String> ids, int ack, int messageAck, Jid from, long t)
      implements Kept {
    /** Copies the ids. */
    public Receipt {
      ids = List.copyOf(ids);
    }
  }

  /** A reaction was set or taken back. */
  record Reaction(WireReaction reaction) implements Kept {}

  /** A message has a new text. */
  record Edited(Jid chat, String target, String body, long t) implements Kept {}

  /** A message was deleted for everyone. */
  record Revoked(Jid chat, String target, long t) implements Kept {}

  /** A group is new or changed. */
  record Group(WireGroup group) implements Kept {}

  /** An address book entry is new or changed. */
  record Contact(WireContact contact) implements Kept {}

  /** A chat's state changed elsewhere. */
  record Chat(WireChat chat) implements Kept {}

  /** Somebody types, records or is online. */
  record Presence(Jid chat, Jid from, String state) implements Push {}

  /** The phone removed this device. */
  record DeviceRemoved() implements Push {}
}
