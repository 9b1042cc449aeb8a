package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
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
  @JsonSubTypes.Type(value = Request.Retry.class, name = "retry"),
  @JsonSubTypes.Type(value = Request.PlaceholderResend.class, name = "placeholderResend"),
  @JsonSubTypes.Type(value = Request.React.class, name = "react"),
  @JsonSubTypes.Type(value = Request.Edit.class, name = "edit"),
  @JsonSubTypes.Type(value = Request.Revoke.class, name = "revoke"),
  @JsonSubTypes.Type(value = Request.Resend.class, name = "resend"),
  @JsonSubTypes.Type(value = Request.PreKeys.class, name = "preKeys"),
  @JsonSubTypes.Type(value = Request.OrderQuery.class, name = "order"),
  @JsonSubTypes.Type(value = Request.Read.class, name = "read"),
  @JsonSubTypes.Type(value = Request.OlderMessages.class, name = "olderMessages"),
  @JsonSubTypes.Type(value = Request.Usync.class, name = "usync"),
  @JsonSubTypes.Type(value = Request.GroupQuery.class, name = "group"),
  @JsonSubTypes.Type(value = Request.GroupCreate.class, name = "groupCreate"),
  @JsonSubTypes.Type(value = Request.GroupMembers.class, name = "groupMembers"),
  @JsonSubTypes.Type(value = Request.GroupLeave.class, name = "groupLeave"),
  @JsonSubTypes.Type(value = Request.GroupSubject.class, name = "groupSubject"),
  @JsonSubTypes.Type(value = Request.GroupDescription.class, name = "groupDescription"),
  @JsonSubTypes.Type(value = Request.GroupSetting.class, name = "groupSetting"),
  @JsonSubTypes.Type(value = Request.GroupInvite.class, name = "groupInvite"),
  @JsonSubTypes.Type(value = Request.GroupInviteInfo.class, name = "groupInviteInfo"),
  @JsonSubTypes.Type(value = Request.GroupJoin.class, name = "groupJoin"),
  @JsonSubTypes.Type(value = Request.GroupRequests.class, name = "groupRequests"),
  @JsonSubTypes.Type(value = Request.GroupDecision.class, name = "groupDecision"),
  @JsonSubTypes.Type(value = Request.PictureQuery.class, name = "picture"),
  @JsonSubTypes.Type(value = Request.SetPicture.class, name = "setPicture"),
  @JsonSubTypes.Type(value = Request.ChannelCreate.class, name = "channelCreate"),
  @JsonSubTypes.Type(value = Request.ChannelQuery.class, name = "channel"),
  @JsonSubTypes.Type(value = Request.ChannelSearch.class, name = "channelSearch"),
  @JsonSubTypes.Type(value = Request.ChannelFollow.class, name = "channelFollow"),
  @JsonSubTypes.Type(value = Request.ChannelMute.class, name = "channelMute"),
  @JsonSubTypes.Type(value = Request.ChannelEdit.class, name = "channelEdit"),
  @JsonSubTypes.Type(value = Request.ChannelFollowers.class, name = "channelFollowers"),
  @JsonSubTypes.Type(value = Request.ChannelAdmin.class, name = "channelAdmin"),
  @JsonSubTypes.Type(value = Request.ChannelAccept.class, name = "channelAccept"),
  @JsonSubTypes.Type(value = Request.ChannelDelete.class, name = "channelDelete"),
  @JsonSubTypes.Type(value = Request.Presence.class, name = "presence"),
  @JsonSubTypes.Type(value = Request.ChatSettings.class, name = "chatSettings"),
  @JsonSubTypes.Type(value = Request.ClearChat.class, name = "clearChat"),
  @JsonSubTypes.Type(value = Request.DeleteChat.class, name = "deleteChat"),
  @JsonSubTypes.Type(value = Request.LabelChats.class, name = "labelChats"),
  @JsonSubTypes.Type(value = Request.Block.class, name = "block"),
  @JsonSubTypes.Type(value = Request.Profile.class, name = "profile"),
  @JsonSubTypes.Type(value = Request.About.class, name = "about"),
  @JsonSubTypes.Type(value = Request.DeviceCount.class, name = "deviceCount"),
  @JsonSubTypes.Type(value = Request.ReachoutTimelock.class, name = "reachoutTimelock"),
  @JsonSubTypes.Type(value = Request.NewChatCapping.class, name = "newChatCapping"),
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
  record Send(WireMessage message, @Nullable WireSignal signal) implements OfDevice {}

  /** A message that could not be decrypted, for its author (a LID) to encrypt anew. */
  record Retry(Jid author, String id) implements OfDevice {}

  /** Messages that could not be decrypted, to be had from the account's own phone. */
  record PlaceholderResend(List<Placeholder> messages) implements OfDevice {
    public PlaceholderResend {
      messages = List.copyOf(messages);
    }
  }

  /** One of them, by its author (a LID). No request by itself, so it says no type. */
  record Placeholder(Jid author, String id) {}

  /** A reaction to set or take back. */
  record React(WireReaction reaction, @Nullable WireSignal signal) implements OfDevice {}

  /** A new text for an own message, and the people whom it mentions. */
  record Edit(
      Jid chat,
      String target,
      String body,
      List<Jid> mentioned,
      String id,
      @Nullable WireSignal signal)
      implements OfDevice {
    public Edit {
      mentioned = List.copyOf(mentioned);
    }
  }

  /** A message to delete for everyone: an own one, or in a group that of another author. */
  record Revoke(
      Jid chat, String target, @Nullable Jid author, String id, @Nullable WireSignal signal)
      implements OfDevice {}

  /** An own message again for somebody who asked for it. */
  record Resend(Jid to, String id, WireSignal signal) implements OfDevice {}

  /** Keys to make sessions with these people; by LID. */
  record PreKeys(List<Jid> users) implements OfDevice {}

  /** An order to describe. */
  record OrderQuery(String id, String token) implements OfDevice {}

  /** Incoming messages of a chat that were read; no ids: all. */
  record Read(Jid chat, List<String> ids, @Nullable WireSignal signal) implements OfDevice {}

  /** Messages of a chat that are older than one, to be had from the phone; null: any. */
  record OlderMessages(Jid chat, @Nullable String before) implements OfDevice {}

  /** Digits of phone numbers, or LIDs, to look up; at most 1 000. */
  record Usync(List<String> users) implements OfDevice {}

  /** A request about a group. */
  sealed interface OfGroup extends OfDevice {}

  /** A group to describe. */
  record GroupQuery(Jid group) implements OfGroup {}

  /** A group to make, with these accounts by LID or phone number. */
  record GroupCreate(
      String subject,
      List<Jid> users,
      boolean announce,
      boolean restrict,
      boolean membersAdd,
      boolean approval,
      long ephemeralDuration)
      implements OfGroup {}

  /** Members to add, remove, promote or demote. */
  record GroupMembers(Jid group, MemberAction action, List<Jid> users) implements OfGroup {}

  /** What to do with members. */
  enum MemberAction {
    @JsonProperty("add")
    ADD,
    @JsonProperty("remove")
    REMOVE,
    @JsonProperty("promote")
    PROMOTE,
    @JsonProperty("demote")
    DEMOTE
  }

  /** A group to leave. */
  record GroupLeave(Jid group) implements OfGroup {}

  /** A group's new name. */
  record GroupSubject(Jid group, String subject) implements OfGroup {}

  /** A group's new description, empty for none; {@code previous} is the id of the present one. */
  record GroupDescription(Jid group, String text, String descId, @Nullable String previous)
      implements OfGroup {}

  /** A setting by WhatsApp's name: {@code announcement}, {@code restrict}, {@code ephemeral}, … */
  record GroupSetting(Jid group, String setting, long value) implements OfGroup {}

  /** A group's invite code, a new one if the present one is to be void. */
  record GroupInvite(Jid group, boolean revoke) implements OfGroup {}

  /** What group an invite code leads to. */
  record GroupInviteInfo(String code) implements OfGroup {}

  /** An invite code to follow. */
  record GroupJoin(String code) implements OfGroup {}

  /** Who waits to be let into a group. */
  record GroupRequests(Jid group) implements OfGroup {}

  /** Lets those who asked into a group, or turns them away. */
  record GroupDecision(Jid group, boolean approve, List<Jid> users) implements OfGroup {}

  /** The picture of a person or group. */
  record PictureQuery(Jid of) implements OfDevice {}

  /** A picture that the media servers have, in two sizes; null takes the present one away. */
  record SetPicture(Jid of, @Nullable String image, @Nullable String preview) implements OfDevice {}

  /** A request about a channel. */
  sealed interface OfChannel extends OfDevice {}

  /** A channel to make; the picture as a data URL. */
  record ChannelCreate(String name, String description, @Nullable String picture)
      implements OfChannel {}

  /** A channel to describe, by its id or by its invite code. */
  record ChannelQuery(@Nullable Jid channel, @Nullable String code) implements OfChannel {}

  /** Channels to find by a text in their name or description. */
  record ChannelSearch(String text) implements OfChannel {}

  /** A channel to follow, or not any more. */
  record ChannelFollow(Jid channel, boolean follow) implements OfChannel {}

  /** Whether a channel's messages are to be heard of. */
  record ChannelMute(Jid channel, boolean muted) implements OfChannel {}

  /** What a channel is to show; what is null stays. The picture as a data URL, empty for none. */
  record ChannelEdit(
      Jid channel,
      @Nullable String name,
      @Nullable String description,
      @Nullable String reactions,
      @Nullable String picture)
      implements OfChannel {}

  /** Who follows a channel: those of its staff, then others, up to a number. */
  record ChannelFollowers(Jid channel, int limit) implements OfChannel {}

  /** What an owner does with somebody of the channel, or an admin with itself. */
  record ChannelAdmin(Jid channel, AdminAction action, Jid user) implements OfChannel {}

  /** What to do with an admin, or with who is to become one. */
  enum AdminAction {
    @JsonProperty("invite")
    INVITE,
    @JsonProperty("revoke")
    REVOKE,
    @JsonProperty("demote")
    DEMOTE,
    @JsonProperty("transfer")
    TRANSFER
  }

  /** An invitation to become an admin, to follow. */
  record ChannelAccept(Jid channel) implements OfChannel {}

  /** An own channel to delete. */
  record ChannelDelete(Jid channel) implements OfChannel {}

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
  record About(Jid contact) implements OfDevice {}

  /** Somebody whose devices are to be counted, the phone among them. */
  record DeviceCount(Jid contact) implements OfDevice {}

  /** A request about what limits the account. */
  sealed interface OfLimits extends Request {}

  /** Whether the account may write to new people. */
  record ReachoutTimelock() implements OfLimits {}

  /** To how many new people it may write. */
  record NewChatCapping() implements OfLimits {}

  /** Confirms kept pushes up to a number. */
  record Received(long upTo) implements OfDevice {}

  /** Unlinks this device. */
  record Logout() implements OfDevice {}
}
