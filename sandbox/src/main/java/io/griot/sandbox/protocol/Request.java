package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page asks of the server; each gets exactly one reply. A request's name on the wire is its
 * record's with a small first letter, its answer is what {@link Answered} says.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Request {

  /** A request that only a paired and logged-in page may make. */
  sealed interface OfDevice extends Request {}

  /** Marks a request that changes nothing: it is answered by a read of the world. */
  interface ReadOnly {}

  /** References for QR codes; those before are void. */
  @Answered(Answer.Refs.class)
  record PairingRefs() implements Request {}

  /** A code to type on the phone. Fails with {@code not_on_whatsapp}. */
  @Answered(Answer.Code.class)
  record LinkCode(String phone, String publicKey) implements Request {}

  /**
   * After pairSuccess: the page has stored its credentials. Later logins are signed with this key
   * (SPKI, base64).
   */
  record Registered(String deviceId, String publicKey) implements Request {}

  /**
   * ECDSA P-256/SHA-256 (IEEE P1363, base64) over hello's nonce. Fails with {@code device_removed}.
   */
  record Login(String deviceId, String signature) implements Request {}

  /** A message to deliver. The same id again is the same message: answered, not repeated. */
  @Answered(Answer.Accepted.class)
  record Send(WireMessage message, @Nullable WireSignal signal) implements OfDevice {}

  /**
   * A message that could not be decrypted, for its author (a LID) to encrypt anew. It comes as
   * {@code resent}, or never.
   */
  record Retry(Jid author, String id) implements OfDevice {}

  /**
   * Messages that could not be decrypted, to be had from the account's own phone. They come as
   * {@code resent} while it is on.
   */
  record PlaceholderResend(List<Placeholder> messages) implements OfDevice {
    public PlaceholderResend {
      messages = List.copyOf(messages);
    }
  }

  /** One of them, by its author (a LID). No request by itself, so it says no type. */
  record Placeholder(Jid author, String id) {}

  /** A reaction to set or take back. */
  @Answered(Answer.Accepted.class)
  record React(WireReaction reaction, @Nullable WireSignal signal) implements OfDevice {}

  /** A new text for an own message, and the people whom it mentions. */
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

  /** A message to delete for everyone: an own one (no author), or as an admin that of another. */
  @Answered(Answer.Accepted.class)
  record Revoke(
      Jid chat, String target, @Nullable Jid author, String id, @Nullable WireSignal signal)
      implements OfDevice {}

  /** An own message again for somebody who asked for it. */
  record Resend(Jid to, String id, WireSignal signal) implements OfDevice {}

  /** Keys to make sessions with these people, by LID. The keys themselves are left out. */
  record PreKeys(List<Jid> users) implements OfDevice, ReadOnly {}

  /** An order, by the id and the token in its message. Fails with {@code no_such_order}. */
  @Answered(Answer.Order.class)
  record Order(String id, String token) implements OfDevice, ReadOnly {}

  /** Incoming messages of a chat that were read; no ids: all. */
  record Read(Jid chat, List<String> ids, @Nullable WireSignal signal) implements OfDevice {}

  /**
   * Messages of a chat that are older than one, to be had from the phone; null: any. They come as a
   * {@code history} while it is on.
   */
  record OlderMessages(Jid chat, @Nullable String before) implements OfDevice {}

  /** Digits of phone numbers, or LIDs, to look up; at most 1 000. */
  @Answered(Answer.Users.class)
  record Usync(List<String> users) implements OfDevice {}

  /** A request about a group. */
  sealed interface OfGroup extends OfDevice {}

  /** A group to describe. */
  @Answered(Answer.Group.class)
  record Group(Jid group) implements OfGroup, ReadOnly {}

  /**
   * A group to make, with these accounts by LID or phone number. Fails with {@code
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
   * Members to add, remove, promote or demote. This and what follows fail with {@code
   * no_such_group}, {@code not_a_participant}, {@code not_an_admin}.
   */
  @Answered(Answer.Results.class)
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
  @Answered(Answer.GroupChanged.class)
  record GroupLeave(Jid group) implements OfGroup {}

  /** A group's new name. */
  @Answered(Answer.GroupChanged.class)
  record GroupSubject(Jid group, String subject) implements OfGroup {}

  /**
   * A group's new description, empty for none. Fails with {@code changed_meanwhile} unless {@code
   * previous} is null or the id of the present one.
   */
  @Answered(Answer.GroupChanged.class)
  record GroupDescription(Jid group, String text, String descId, @Nullable String previous)
      implements OfGroup {}

  /**
   * A setting by WhatsApp's name: {@code announcement}, {@code restrict}, {@code ephemeral}, …; 1
   * for on, seconds for {@code ephemeral}.
   */
  @Answered(Answer.GroupChanged.class)
  record GroupSetting(Jid group, String setting, long value) implements OfGroup {}

  /** A group's invite code, a new one if the present one is to be void. */
  @Answered(Answer.Code.class)
  record GroupInvite(Jid group, boolean revoke) implements OfGroup {}

  /** What group an invite code leads to. Fails with {@code invite_not_valid}. */
  @Answered(Answer.InvitedGroup.class)
  record GroupInviteInfo(String code) implements OfGroup, ReadOnly {}

  /** An invite code to follow. Fails with {@code invite_not_valid}. */
  @Answered(Answer.Joined.class)
  record GroupJoin(String code) implements OfGroup {}

  /** Who waits to be let into a group. */
  @Answered(Answer.JoinRequests.class)
  record GroupRequests(Jid group) implements OfGroup, ReadOnly {}

  /** Lets those who asked into a group, or turns them away. */
  @Answered(Answer.Results.class)
  record GroupDecision(Jid group, boolean approve, List<Jid> users) implements OfGroup {}

  /** The picture of a person or group. */
  @Answered(Answer.Picture.class)
  record Picture(Jid of) implements OfDevice, ReadOnly {}

  /** A picture that the media servers have, in two sizes; null takes the present one away. */
  @Answered(Answer.Picture.class)
  record SetPicture(Jid of, @Nullable String image, @Nullable String preview) implements OfDevice {}

  /** A request about a channel. */
  sealed interface OfChannel extends OfDevice {}

  /** A channel to make; the picture as a data URL. */
  @Answered(Answer.Channel.class)
  record ChannelCreate(String name, String description, @Nullable String picture)
      implements OfChannel {}

  /** A channel to describe, by its id or by its invite code. */
  @Answered(Answer.MaybeChannel.class)
  record Channel(@Nullable Jid channel, @Nullable String code) implements OfChannel, ReadOnly {}

  /** Channels to find by a text in their name or description. */
  @Answered(Answer.Channels.class)
  record ChannelSearch(String text) implements OfChannel, ReadOnly {}

  /**
   * A channel to follow, or not any more. This and what follows fail with {@code no_such_channel},
   * {@code not_a_participant}, {@code not_an_admin}.
   */
  record ChannelFollow(Jid channel, boolean follow) implements OfChannel {}

  /** Whether a channel's messages are to be heard of. */
  record ChannelMute(Jid channel, boolean muted) implements OfChannel {}

  /** What a channel is to show; what is null stays. The picture as a data URL, empty for none. */
  @Answered(Answer.Channel.class)
  record ChannelEdit(
      Jid channel,
      @Nullable String name,
      @Nullable String description,
      @Nullable String reactions,
      @Nullable String picture)
      implements OfChannel {}

  /** Who follows a channel: those of its staff, then others, up to a number. */
  @Answered(Answer.Followers.class)
  record ChannelFollowers(Jid channel, int limit) implements OfChannel, ReadOnly {}

  /**
   * What an owner does with somebody of the channel, or an admin with itself. Fails with {@code
   * invite_not_valid} too.
   */
  @Answered(Answer.Invitation.class)
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

  /** An invitation to become an admin, to follow. Fails with {@code invite_not_valid}. */
  record ChannelAccept(Jid channel) implements OfChannel {}

  /** An own channel to delete. */
  record ChannelDelete(Jid channel) implements OfChannel {}

  /**
   * {@code composing}, {@code recording}, {@code paused} in a chat; {@code available}, {@code
   * unavailable} for the account (no chat).
   */
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

  /** A chat to delete, for this account only. Who is in a group cannot delete its chat. */
  record DeleteChat(Jid chat) implements OfDevice {}

  /** Labels to put on chats, and others to take off them. Business accounts only. */
  record LabelChats(List<Jid> chats, List<String> add, List<String> remove) implements OfDevice {}

  /** Somebody to block, or to let through again. */
  record Block(Jid contact, boolean blocked) implements OfDevice {}

  /** The account's public name and what it says about itself; what is null stays. */
  record Profile(@Nullable String pushname, @Nullable String about) implements OfDevice {}

  /** Somebody whose about text is wanted. */
  @Answered(Answer.About.class)
  record About(Jid contact) implements OfDevice, ReadOnly {}

  /** Somebody whose devices are to be counted, the phone among them. */
  @Answered(Answer.DeviceCount.class)
  record DeviceCount(Jid contact) implements OfDevice, ReadOnly {}

  /** A request about what limits the account. */
  sealed interface OfLimits extends OfDevice {}

  /** Whether the account may write to new people. */
  @Answered(WireTimelock.class)
  record ReachoutTimelock() implements OfLimits, ReadOnly {}

  /** To how many new people it may write. */
  @Answered(WireCapping.class)
  record NewChatCapping() implements OfLimits, ReadOnly {}

  /**
   * Confirms pushes up to this number: they are not kept for the next login. A quiet page repeats
   * it every 15 s as a heartbeat, with 0 before the first numbered push. No answer to any request
   * within 20 s makes the page drop the connection and connect again.
   */
  record Received(long upTo) implements OfDevice {}

  /** Unlinks this device. */
  record Logout() implements OfDevice {}
}
