package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that the server sends a page without a request. {@link Kept} ones are numbered per
 * device and kept until the page confirms them; the others are lost if no page listens. A push's
 * name on the wire is its record's with a lower-case first letter.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "push")
public sealed interface Push {

  /** A push that is numbered and kept for a device until it confirms it. */
  sealed interface Kept extends Push {}

  /** A push for the devices that listen at the moment. */
  sealed interface Fleeting extends Push {}

  /** The server's greeting. A login signs the characters of the nonce (UTF-8). */
  record Hello(String nonce, String version) implements Push {}

  /**
   * A phone scanned the page's QR code, or its owner entered the page's link code ({@code proof} is
   * then null).
   */
  record PairSuccess(String deviceId, WireAccount account, @Nullable String proof)
      implements Push {}

  /** The link code on the page is no longer valid. */
  record LinkCodeExpired() implements Push {}

  /** A phone read the page's code, but its account can be linked only with a passkey. */
  record PasskeyPrologue() implements Push {}

  /**
   * The page is logged in; kept pushes follow. Labels and the block list are current, so the page
   * need not store them.
   */
  record Ready(
      WireAccount account, List<WireLabel> labels, List<Jid> blocked, List<WireChannel> channels)
      implements Push {
    /** Copies the lists. */
    public Ready {
      labels = List.copyOf(labels);
      blocked = List.copyOf(blocked);
      channels = List.copyOf(channels);
    }
  }

  /** The account's chats, sent once after pairing. */
  record History(WireHistory history) implements Kept {}

  /** All pushes kept before the login have been sent. */
  record OfflineDone() implements Push {}

  /** A phone asks for one of the account's messages again. */
  record Retry(Jid chat, String id, Jid from) implements Kept {}

  /** A message to the account, or one that it sent from another device. */
  record Message(WireMessage message, @Nullable WireContact contact) implements Kept {}

  /** A message to the account that its devices cannot decrypt. */
  record Unreadable(WireMessage message, WireContact contact) implements Kept {}

  /** A message encrypted again, with a key that the device may have. */
  record Resent(WireMessage message, WireContact contact) implements Kept {}

  /**
   * Own messages were delivered to ({@code ack} 2) or read by (3) {@code from}. {@code messageAck}
   * is the minimum over all recipients after it.
   */
  record Receipt(Jid chat, List<String> ids, int ack, int messageAck, Jid from, long t)
      implements Kept {
    /** Copies the ids. */
    public Receipt {
      ids = List.copyOf(ids);
    }
  }

  /** A reaction was set or removed. */
  record Reaction(WireReaction reaction) implements Kept {}

  /** A vote was set or withdrawn. */
  record Vote(WireVote vote) implements Kept {}

  /** A message's text was edited. */
  record Edited(Jid chat, String target, String body, List<Jid> mentioned, long t) implements Kept {
    public Edited {
      mentioned = List.copyOf(mentioned);
    }
  }

  /** A message was deleted for everyone. */
  record Revoked(Jid chat, String target, long t) implements Kept {}

  /** A group was created or changed. */
  record Group(WireGroup group) implements Kept {}

  /** A channel was followed or changed. */
  record Channel(WireChannel channel) implements Kept {}

  /** A channel was unfollowed or deleted. */
  record ChannelGone(Jid channel) implements Kept {}

  /** An entry of the address book was added or changed. */
  record Contact(WireContact contact) implements Kept {}

  /** A chat's state was changed on another device. */
  record Chat(WireChat chat) implements Kept {}

  /** A chat was emptied on another device. */
  record ChatCleared(Jid chat) implements Kept {}

  /** A chat was deleted on another device. */
  record ChatRemoved(Jid chat) implements Kept {}

  /** All labels of the account, after a change. */
  record Labels(List<WireLabel> labels) implements Kept {
    /** Copies the labels. */
    public Labels {
      labels = List.copyOf(labels);
    }
  }

  /** The LIDs of all blocked accounts, after a change on another device. */
  record Blocked(List<Jid> blocked) implements Kept {
    /** Copies the list. */
    public Blocked {
      blocked = List.copyOf(blocked);
    }
  }

  /** The picture of a person or group was set, replaced or removed. */
  record Picture(Jid id) implements Kept {}

  /** Somebody calls; a page cannot answer. */
  record Call(String id, Jid from, boolean isVideo, long t) implements Kept {}

  /** Somebody types, records or is online. */
  record Presence(Jid chat, Jid from, String state) implements Fleeting {}

  /** The account's limits changed: the answers to the two requests about them, and the time. */
  record Limits(WireTimelock timelock, WireCapping capping, long t) implements Fleeting {}

  /** The server refuses the login; {@code expire} is the remaining time in seconds. */
  record Failure(int reason, int code, long expire, String message) implements Push {}

  /** The phone removed this device. */
  record DeviceRemoved() implements Push {}
}
