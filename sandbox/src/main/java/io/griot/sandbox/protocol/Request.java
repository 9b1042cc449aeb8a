package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a page to the server; each gets exactly one reply. A request's name on the wire is
 * its record's with a lower-case first letter; {@link Answered} names its answer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Request {

  /** A request for which the page must be paired and logged in. */
  sealed interface OfDevice extends Request {}

  /** Marks a request that changes nothing, so that it is answered by a read of the world. */
  interface ReadOnly {}

  /** Asks for references for QR codes; earlier ones become invalid. */
  @Answered(Answer.Refs.class)
  record PairingRefs() implements Request {}

  /** Asks for a code to type on the phone. Fails with {@code not_on_whatsapp}. */
  @Answered(Answer.Code.class)
  record LinkCode(String phone, String publicKey) implements Request {}

  /**
   * Registers the page's key after pairSuccess, when it has stored its credentials. Later logins
   * are signed with this key (SPKI, base64).
   */
  record Registered(String deviceId, String publicKey) implements Request {}

  /**
   * Logs in with a signature of hello's nonce: ECDSA P-256/SHA-256 (IEEE P1363, base64). Fails with
   * {@code device_removed}.
   */
  record Login(String deviceId, String signature) implements Request {}

  /** Sends a message. A repeated id is the same message: it is answered, and not sent again. */
  @Answered(Answer.Accepted.class)
  record Send(WireMessage message, @Nullable WireSignal signal) implements OfDevice {}

  /**
   * Asks a message's author (a LID) to encrypt it again, because it could not be decrypted. It
   * comes as {@code resent}, or never.
   */
  record Retry(Jid author, String id) implements OfDevice {}

  /**
   * Asks the account's own phone for messages that could not be decrypted. They come as {@code
   * resent} while the phone is on.
   */
  record PlaceholderResend(List<Placeholder> messages) implements OfDevice {
    public PlaceholderResend {
      messages = List.copyOf(messages);
    }
  }

  /** One of these messages, by its author (a LID). Part of a request, so it has no type. */
  record Placeholder(Jid author, String id) {}

  /** Sets or removes a reaction. */
  @Answered(Answer.Accepted.class)
  record React(WireReaction reaction, @Nullable WireSignal signal) implements OfDevice {}

  /** Gives an own message a new text with new mentions. */
  @Answered(Answer.Accepted.class)
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

  /** Deletes a message for everyone: an own one (no author), or, as an admin, another's. */
  @Answered(Answer.Accepted.class)
  record Revoke(
      Jid chat, String target, @Nullable Jid author, String id, @Nullable WireSignal signal)
      implements OfDevice {}

  /** Sends an own message again to a person who asked for it. */
  record Resend(Jid to, String id, WireSignal signal) implements OfDevice {}

  /** Asks for keys to make sessions with these people, by LID. The keys themselves are omitted. */
  record PreKeys(List<Jid> users) implements OfDevice, ReadOnly {}

  /**
   * Asks for an order, by the id and the token in its message. Fails with {@code no_such_order}.
   */
  @Answered(Answer.Order.class)
  record Order(String id, String token) implements OfDevice, ReadOnly {}

  /** Marks incoming messages of a chat as read; without ids all of them. */
  record Read(Jid chat, List<String> ids, @Nullable WireSignal signal) implements OfDevice {}

  /**
   * Asks the phone for messages of a chat older than a given one; null: any. They come as {@code
   * history} while the phone is on.
   */
  record OlderMessages(Jid chat, @Nullable String before) implements OfDevice {}

  /** Looks up phone numbers (digits) or LIDs; at most 1 000. */
  @Answered(Answer.Users.class)
  record Usync(List<String> users) implements OfDevice {}

  /** A request about a group. */
  sealed interface OfGroup extends OfDevice {}

  /** Asks for a group. */
  @Answered(Answer.Group.class)
  record Group(Jid group) implements OfGroup, ReadOnly {}

  /**
   * Creates a group with these accounts, by LID or phone number. Fails with {@code
   * not_on_whatsapp}.
   */
  @Answered(Answer.NewGroup.class)
  record GroupCreate(
      String subject,
      List<Jid> users,
      boolean announce,
      boolean restrict,
      boolean membersAdd,
      boolean approval,
      long ephemeralDuration)
      implements OfGroup {}

  /**
   * Adds, removes, promotes or demotes members. This request and those below fail with {@code
   * no_such_group}, {@code not_a_participant}, {@code not_an_admin}.
   */
  @Answered(Answer.Results.class)
  record GroupMembers(Jid group, MemberAction action, List<Jid> users) implements OfGroup {}

  /** The change of members. */
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

  /** Leaves a group. */
  @Answered(Answer.GroupChanged.class)
  record GroupLeave(Jid group) implements OfGroup {}

  /** Changes a group's name. */
  @Answered(Answer.GroupChanged.class)
  record GroupSubject(Jid group, String subject) implements OfGroup {}

  /**
   * Changes a group's description; empty removes it. Fails with {@code changed_meanwhile} unless
   * {@code previous} is null or the id of the current one.
   */
  @Answered(Answer.GroupChanged.class)
  record GroupDescription(Jid group, String text, String descId, @Nullable String previous)
      implements OfGroup {}

  /**
   * Changes a setting by WhatsApp's name: {@code announcement}, {@code restrict}, {@code
   * ephemeral}, …; 1 for on, seconds for {@code ephemeral}.
   */
  @Answered(Answer.GroupChanged.class)
  record GroupSetting(Jid group, String setting, long value) implements OfGroup {}

  /** Asks for a group's invite code, and optionally replaces it by a new one. */
  @Answered(Answer.Code.class)
  record GroupInvite(Jid group, boolean revoke) implements OfGroup {}

  /** Asks for the group of an invite code. Fails with {@code invite_not_valid}. */
  @Answered(Answer.InvitedGroup.class)
  record GroupInviteInfo(String code) implements OfGroup, ReadOnly {}

  /** Joins a group by an invite code. Fails with {@code invite_not_valid}. */
  @Answered(Answer.Joined.class)
  record GroupJoin(String code) implements OfGroup {}

  /** Asks for the requests to join a group. */
  @Answered(Answer.JoinRequests.class)
  record GroupRequests(Jid group) implements OfGroup, ReadOnly {}

  /** Approves or rejects requests to join a group. */
  @Answered(Answer.Results.class)
  record GroupDecision(Jid group, boolean approve, List<Jid> users) implements OfGroup {}

  /** Asks for the picture of a person or group. */
  @Answered(Answer.Picture.class)
  record Picture(Jid of) implements OfDevice, ReadOnly {}

  /** Sets a picture from the media servers, in two sizes; null removes the picture. */
  @Answered(Answer.Picture.class)
  record SetPicture(Jid of, @Nullable String image, @Nullable String preview) implements OfDevice {}

  /** A request about a channel. */
  sealed interface OfChannel extends OfDevice {}

  /** Creates a channel; the picture is a data URL. */
  @Answered(Answer.Channel.class)
  record ChannelCreate(String name, String description, @Nullable String picture)
      implements OfChannel {}

  /** Asks for a channel, by its id or invite code. */
  @Answered(Answer.MaybeChannel.class)
  record Channel(@Nullable Jid channel, @Nullable String code) implements OfChannel, ReadOnly {}

  /** Searches channels by a text in their name or description. */
  @Answered(Answer.Channels.class)
  record ChannelSearch(String text) implements OfChannel, ReadOnly {}

  /**
   * Follows or unfollows a channel. This request and those below fail with {@code no_such_channel},
   * {@code not_a_participant}, {@code not_an_admin}.
   */
  record ChannelFollow(Jid channel, boolean follow) implements OfChannel {}

  /** Mutes or unmutes a channel. */
  record ChannelMute(Jid channel, boolean muted) implements OfChannel {}

  /**
   * Changes a channel's details; null leaves a detail unchanged. The picture is a data URL, empty
   * for none.
   */
  @Answered(Answer.Channel.class)
  record ChannelEdit(
      Jid channel,
      @Nullable String name,
      @Nullable String description,
      @Nullable String reactions,
      @Nullable String picture)
      implements OfChannel {}

  /** Asks for a channel's followers: its staff first, then others, up to a limit. */
  @Answered(Answer.Followers.class)
  record ChannelFollowers(Jid channel, int limit) implements OfChannel, ReadOnly {}

  /**
   * Changes an admin: an owner's action on a person, or an admin's on itself. Also fails with
   * {@code invite_not_valid}.
   */
  @Answered(Answer.Invitation.class)
  record ChannelAdmin(Jid channel, AdminAction action, Jid user) implements OfChannel {}

  /** The action on an admin or on a future admin. */
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

  /** Accepts an invitation to become an admin. Fails with {@code invite_not_valid}. */
  record ChannelAccept(Jid channel) implements OfChannel {}

  /** Deletes an own channel. */
  record ChannelDelete(Jid channel) implements OfChannel {}

  /**
   * Reports {@code composing}, {@code recording} or {@code paused} in a chat; {@code available} or
   * {@code unavailable} for the account (no chat).
   */
  record Presence(@Nullable Jid chat, String state) implements OfDevice {}

  /** Changes a chat's state; null leaves a value unchanged. */
  record ChatSettings(
      Jid chat,
      @Nullable Integer unreadCount,
      @Nullable Boolean archived,
      @Nullable Long pin,
      @Nullable Long muteExpiration)
      implements OfDevice {
    /** A copy for the chat's other address. */
    public ChatSettings of(Jid address) {
      return new ChatSettings(address, unreadCount, archived, pin, muteExpiration);
    }
  }

  /** Empties a chat, for this account only. */
  record ClearChat(Jid chat) implements OfDevice {}

  /** Deletes a chat, for this account only. A participant cannot delete a group's chat. */
  record DeleteChat(Jid chat) implements OfDevice {}

  /** Adds labels to chats and removes others. Business accounts only. */
  record LabelChats(List<Jid> chats, List<String> add, List<String> remove) implements OfDevice {}

  /** Blocks or unblocks a person. */
  record Block(Jid contact, boolean blocked) implements OfDevice {}

  /** Changes the account's public name and about text; null leaves one unchanged. */
  record Profile(@Nullable String pushname, @Nullable String about) implements OfDevice {}

  /** Asks for a person's about text. */
  @Answered(Answer.About.class)
  record About(Jid contact) implements OfDevice, ReadOnly {}

  /** Asks for the number of a person's devices, the phone included. */
  @Answered(Answer.DeviceCount.class)
  record DeviceCount(Jid contact) implements OfDevice, ReadOnly {}

  /** A request about the account's limits. */
  sealed interface OfLimits extends OfDevice {}

  /** Asks whether the account may write to new people. */
  @Answered(WireTimelock.class)
  record ReachoutTimelock() implements OfLimits, ReadOnly {}

  /** Asks for the account's quota of new chats. */
  @Answered(WireCapping.class)
  record NewChatCapping() implements OfLimits, ReadOnly {}

  /**
   * Confirms pushes up to this number: they are not kept for the next login. An idle page repeats
   * it every 15 s as a heartbeat, with 0 before the first numbered push. If a request gets no
   * answer within 20 s, the page drops the connection and connects again.
   */
  record Received(long upTo) implements OfDevice {}

  /** Unlinks this device. */
  record Logout() implements OfDevice {}
}
