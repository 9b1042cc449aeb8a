package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page asks of the server; each gets exactly one reply. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.PairingRefs.class, name = "pairingRefs"),
  @JsonSubTypes.Type(value = Request.LinkCode.class, name = "linkCode"),
  @JsonSubTypes.Type(value = Request.Registered.class, name = "registered"),
  @JsonSubTypes.Type(value = Request.Login.class, name = "login"),
  @JsonSubTypes.Type(value = Request.Send.class, name = "send"),
  @JsonSubTypes.Type(value = Request.React.class, name = "react"),
  @JsonSubTypes.Type(value = Request.Edit.class, name = "edit"),
  @JsonSubTypes.Type(value = Request.Revoke.class, name = "revoke"),
  @JsonSubTypes.Type(value = Request.Read.class, name = "read"),
  @JsonSubTypes.Type(value = Request.Usync.class, name = "usync"),
  @JsonSubTypes.Type(value = Request.GroupQuery.class, name = "group"),
  @JsonSubTypes.Type(value = Request.Presence.class, name = "presence"),
  @JsonSubTypes.Type(value = Request.ChatSettings.class, name = "chatSettings"),
  @JsonSubTypes.Type(value = Request.ClearChat.class, name = "clearChat"),
  @JsonSubTypes.Type(value = Request.DeleteChat.class, name = "deleteChat"),
  @JsonSubTypes.Type(value = Request.LabelChats.class, name = "labelChats"),
  @JsonSubTypes.Type(value = Request.Block.class, name = "block"),
  @JsonSubTypes.Type(value = Request.Profile.class, name = "profile"),
  @JsonSubTypes.Type(value = Request.About.class, name = "about"),
  @JsonSubTypes.Type(value = Request.DeviceCount.class, name = "deviceCount"),
  @JsonSubTypes.Type(value = Request.Received.class, name = "received"),
  @JsonSubTypes.Type(value = Request.Logout.class, name = "logout"),
})
public sealed interface Request {

  /** A request that only a paired and logged-in page may make. */
  sealed interface OfDevice extends Request {}

  /** References for QR codes. */
  record PairingRefs() implements Request {}

  /** A code to type on the phone. */
  record LinkCode(String phone, String publicKey) implements Request {}

  /** The page has stored its credentials; public key as SPKI, base64. */
  record Registered(String deviceId, String publicKey) implements Request {}

  /** The signature over hello's nonce, base64. */
  record Login(String deviceId, String signature) implements Request {}

  /** A message to deliver. */
  record Send(WireMessage message) implements OfDevice {}

  /** A reaction to set or take back. */
  record React(WireReaction reaction) implements OfDevice {}

  /** A new text for an own message. */
  record Edit(Jid chat, String target, String body, String id) implements OfDevice {}

  /** An own message to delete for everyone. */
  record Revoke(Jid chat, String target, String id) implements OfDevice {}

  /** Incoming messages of a chat that were read; no ids: all. */
  record Read(Jid chat, List<String> ids) implements OfDevice {}

  /** Digits of phone numbers, or LIDs, to look up; at most 1 000. */
  record Usync(List<String> users) implements OfDevice {}

  /** A group to describe. */
  record GroupQuery(Jid id) implements OfDevice {}

  /** What the account does in a chat, or its being there at all. */
  record Presence(@Nullable Jid chat, String state) implements OfDevice {}

  /** A chat's state; what is null stays. */
  record ChatSettings(
      Jid chat,
      @Nullable Integer unreadCount,
      @Nullable Boolean archived,
      @Nullable Long pin,
      @Nullable Long muteExpiration)
      implements OfDevice {
    /** The same for a chat's other address. */
    public ChatSettings of(Jid address) {
      return new ChatSettings(address, unreadCount, archived, pin, muteExpiration);
    }
  }

  /** A chat to empty, for this account only. */
  record ClearChat(Jid chat) implements OfDevice {}

  /** A chat to delete, for this account only. */
  record DeleteChat(Jid chat) implements OfDevice {}

  /** Labels to put on chats, and others to take off them. */
  record LabelChats(List<Jid> chats, List<String> add, List<String> remove) implements OfDevice {}

  /** Somebody to block, or to let through again. */
  record Block(Jid contact, boolean blocked) implements OfDevice {}

  /** The account's public name and what it says about itself; what is null stays. */
  record Profile(@Nullable String pushname, @Nullable String about) implements OfDevice {}

  /** Somebody whose about text is wanted. */
  record About(Jid id) implements OfDevice {}

  /** Somebody whose devices are to be counted, the phone among them. */
  record DeviceCount(Jid id) implements OfDevice {}

  /** Confirms kept pushes up to a number. */
  record Received(long upTo) implements OfDevice {}

  /** Unlinks this device. */
  record Logout() implements OfDevice {}
}
