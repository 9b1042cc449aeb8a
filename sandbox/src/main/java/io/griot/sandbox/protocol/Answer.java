package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of the server to a page's request; {@link Answered} on the request names it. */
public interface Answer {

  /** Success without data. */
  record Done() implements Answer {}

  /**
   * Six references for QR codes.
   *
   * @param firstSeconds the display time of the first one
   * @param nextSeconds the display time of each of the others
   */
  record Refs(List<String> refs, double firstSeconds, double nextSeconds) implements Answer {}

  /** Eight characters to type on a phone, valid for three minutes; or a group's invite code. */
  record Code(String code) implements Answer {}

  /** The server accepted it (ack 1) at {@code t}, in unix seconds. */
  record Accepted(long t) implements Answer {}

  /** An order. */
  record Order(WireOrder order) implements Answer {}

  /** The accounts that were looked up; null for each that is not on WhatsApp. */
  record Users(List<@Nullable WireContact> users) implements Answer {}

  /** A group; null when there is none or the account is not in it. */
  record Group(@Nullable WireGroup group) implements Answer {}

  /** The group of an invite code. */
  record InvitedGroup(WireGroup group) implements Answer {}

  /** A new group, and the result for each invited person. */
  record NewGroup(WireGroup group, List<UserResult> results) implements Answer {}

  /** The result for each person. */
  record Results(List<UserResult> results) implements Answer {}

  /**
   * The result for a person who was to be added, removed, promoted, demoted, let in or turned away.
   *
   * @param user a LID; the requested id if it is unknown
   * @param code the code of WhatsApp's server: 200 done, 403 only by invitation, 404 unknown, 406
   *     the creator, 409 already in the group
   * @param inviteCode with 403: the code of the invitation to send
   */
  record UserResult(
      Jid user, int code, @Nullable String inviteCode, @Nullable Long inviteExpires) {}

  /** The group was changed; the change itself comes as a push. */
  record GroupChanged(Jid id) implements Answer {}

  /** The account is in the group, or waits for an admin's approval. */
  record Joined(Jid group, boolean pending) implements Answer {}

  /** The requests to join a group. */
  record JoinRequests(List<JoinRequest> requests) implements Answer {}

  /** A person's request to join, at {@code t} in unix seconds. */
  record JoinRequest(Jid lid, long t) {}

  /** A picture; null when there is none. */
  record Picture(@Nullable WirePicture picture) implements Answer {}

  /** A created or changed channel. */
  record Channel(WireChannel channel) implements Answer {}

  /** A channel; null when there is none. */
  record MaybeChannel(@Nullable WireChannel channel) implements Answer {}

  /** The channels that were found. */
  record Channels(List<WireChannel> channels) implements Answer {}

  /** The followers, staff first. */
  record Followers(List<WireFollower> followers) implements Answer {}

  /** The end, in unix seconds, of an invitation that is sent now. */
  record Invitation(long inviteExpires) implements Answer {}

  /** An about text; null when it is hidden from the account. */
  record About(@Nullable String about) implements Answer {}

  /** The number of a person's devices, the phone included; 0 when not on WhatsApp. */
  record DeviceCount(int count) implements Answer {}
}
