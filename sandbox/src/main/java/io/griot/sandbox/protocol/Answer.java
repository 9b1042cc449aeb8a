package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server answers to a request of a page; {@link Answered} says which answers which. */
public interface Answer {

  /** Yes, and no more. */
  record Done() implements Answer {}

  /**
   * Six references for QR codes.
   *
   * @param firstSeconds how long the page shows the first one
   * @param nextSeconds how long it shows each of the others
   */
  record Refs(List<String> refs, double firstSeconds, double nextSeconds) implements Answer {}

  /** Eight characters to type on a phone, good for three minutes; or a group's invite code. */
  record Code(String code) implements Answer {}

  /** The server has it (ack 1), since {@code t} in unix seconds. */
  record Accepted(long t) implements Answer {}

  /** An order. */
  record Order(WireOrder order) implements Answer {}

  /** Who is on WhatsApp; null in the place of those who are not. */
  record Users(List<@Nullable WireContact> users) implements Answer {}

  /** A group; null when there is none or the account is not in it. */
  record Group(@Nullable WireGroup group) implements Answer {}

  /** The group that an invite code leads to. */
  record InvitedGroup(WireGroup group) implements Answer {}

  /** A new group, and what became of those who were to be in it. */
  record NewGroup(WireGroup group, List<UserResult> results) implements Answer {}

  /** What became of each. */
  record Results(List<UserResult> results) implements Answer {}

  /**
   * What became of one who was to be added, removed, promoted, demoted, let in or turned away.
   *
   * @param user a LID; the id that was asked for when nobody has it
   * @param code as WhatsApp's server says it: 200, 403 only by invitation, 404, 406 the creator,
   *     409 in the group already
   * @param inviteCode with 403: the invitation to send
   */
  record UserResult(
      Jid user, int code, @Nullable String inviteCode, @Nullable Long inviteExpires) {}

  /** The group was changed; it comes as a push. */
  record GroupChanged(Jid id) implements Answer {}

  /** The account is in the group, or waits for an admin to let it in. */
  record Joined(Jid group, boolean pending) implements Answer {}

  /** Who asked to be let in. */
  record JoinRequests(List<JoinRequest> requests) implements Answer {}

  /** Somebody who asked to be let in, at {@code t} in unix seconds. */
  record JoinRequest(Jid lid, long t) {}

  /** A picture; null when there is none. */
  record Picture(@Nullable WirePicture picture) implements Answer {}

  /** A channel that was made or changed. */
  record Channel(WireChannel channel) implements Answer {}

  /** A channel; null when there is none. */
  record MaybeChannel(@Nullable WireChannel channel) implements Answer {}

  /** The channels that were found. */
  record Channels(List<WireChannel> channels) implements Answer {}

  /** Those of the staff first. */
  record Followers(List<WireFollower> followers) implements Answer {}

  /** Until when an invitation that is sent now is good, in unix seconds. */
  record Invitation(long inviteExpires) implements Answer {}

  /** An about text; null where it is hidden from the account. */
  record About(@Nullable String about) implements Answer {}

  /** How many devices somebody has, the phone among them; 0 when not on WhatsApp. */
  record DeviceCount(int count) implements Answer {}
}
