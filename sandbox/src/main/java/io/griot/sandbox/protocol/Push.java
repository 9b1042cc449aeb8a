package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells a page unasked. {@link Kept} ones are numbered per device and kept until
 * the page confirms them; the others are lost when nobody listens. A push's name on the wire is its
 * record's with a small first letter.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "push")
public sealed interface Push {

  /** A push that is numbered and kept for a device until it confirms it. */
  sealed interface Kept extends Push {}

  /** A push for the devices that listen at the moment. */
  sealed interface Fleeting extends Push {}

  /** The server's greeting; a login signs the nonce's characters (UTF-8) as they stand here. */
  record Hello(String nonce, String version) implements Push {}

  /** A phone scanned the page's QR or entered its code (then {@code proof} is null). */
  record PairSuccess(String deviceId, WireAccount account, @Nullable String proof)
      implements Push {}

  /** The link code on the page is no longer valid. */
  record LinkCodeExpired() implements Push {}

  /** A phone read the page's code, and its account is linked with a passkey only. */
  record PasskeyPrologue() implements Push {}

  /**
   * The page is logged in; what was kept follows. Labels and the block list stand here as they are
   * now, so that the page need not keep them.
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

  /** The account's chats, once after pairing. */
  record History(WireHistory history) implements Kept {}

  /** All that was kept at login has been sent. */
  record OfflineDone() implements Push {}

  /** Somebody's phone asks for an own message again. */
  record Retry(Jid chat, String id, Jid from) implements Kept {}

  /** A message to the account, or one of its own sent elsewhere. */
  record Message(WireMessage message, @Nullable WireContact contact) implements Kept {}

  /** A message to the account that its devices cannot decrypt. */
  record Unreadable(WireMessage message, WireContact contact) implements Kept {}

  /** A message under a key that the device may have, encrypted anew. */
  record Resent(WireMessage message, WireContact contact) implements Kept {}

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

  /** A vote was set or withdrawn. */
  record Vote(WireVote vote) implements Kept {}

  /** A message has a new text. */
  record Edited(Jid chat, String target, String body, List<Jid> mentioned, long t) implements Kept {
    public Edited {
      mentioned = List.copyOf(mentioned);
    }
  }

  /** A message was deleted for everyone. */
  record Revoked(Jid chat, String target, long t) implements Kept {}

  /** A group is new or changed. */
  record Group(WireGroup group) implements Kept {}

  /** A channel is followed, or changed. */
  record Channel(WireChannel channel) implements Kept {}

  /** A channel is followed no more, or deleted. */
  record ChannelGone(Jid channel) implements Kept {}

  /** An address book entry is new or changed. */
  record Contact(WireContact contact) implements Kept {}

  /** A chat's state changed elsewhere. */
  record Chat(WireChat chat) implements Kept {}

  /** A chat was emptied elsewhere. */
  record ChatCleared(Jid chat) implements Kept {}

  /** A chat was deleted elsewhere. */
  record ChatRemoved(Jid chat) implements Kept {}

  /** All labels of the account, after one of them changed. */
  record Labels(List<WireLabel> labels) implements Kept {
    /** Copies the labels. */
    public Labels {
      labels = List.copyOf(labels);
    }
  }

  /** All whom the account blocks, by LID, after the list changed elsewhere. */
  record Blocked(List<Jid> blocked) implements Kept {
    /** Copies the list. */
    public Blocked {
      blocked = List.copyOf(blocked);
    }
  }

  /** The picture of a person or group is new, another, or gone. */
  record Picture(Jid id) implements Kept {}

  /** Somebody calls; it cannot be answered from a page. */
  record Call(String id, Jid from, boolean isVideo, long t) implements Kept {}

  /** Somebody types, records or is online. */
  record Presence(Jid chat, Jid from, String state) implements Fleeting {}

  /** What limits the account is another: the answers to the two requests about it, and when. */
  record Limits(WireTimelock timelock, WireCapping capping, long t) implements Fleeting {}

  /** The server does not let the account in; {@code expire} is how many seconds are left. */
  record Failure(int reason, int code, long expire, String message) implements Push {}

  /** The phone removed this device. */
  record DeviceRemoved() implements Push {}
}
