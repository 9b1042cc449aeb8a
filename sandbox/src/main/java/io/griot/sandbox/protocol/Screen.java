package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a phone's screen in the HTTP interface. The phones' page's types are generated from
 * these records.
 */
public final class Screen {
  private Screen() {}

  /**
   * An account and its phone.
   *
   * @param delivers whether the phone is on
   * @param readsAtOnce whether its owner reads everything on arrival
   * @param unreadCount the number of unread messages in all chats
   * @param devices the number of linked pages
   * @param silenced whether a linked page reports that it is in use, so that the phone shows no
   *     notifications
   */
  public record Phone(
      Jid pn,
      Jid lid,
      String pushname,
      Platform platform,
      boolean isBusiness,
      String about,
      boolean delivers,
      boolean readsAtOnce,
      int unreadCount,
      int devices,
      boolean silenced) {}

  /**
   * A chat of the list.
   *
   * @param pn the number of the other person
   * @param participants the number of the group's participants
   * @param isMember whether the owner may write there
   * @param last the latest message; null in an empty chat
   */
  public record Chat(
      Jid id,
      @Nullable Jid pn,
      String name,
      boolean isGroup,
      int participants,
      boolean isMember,
      long t,
      int unreadCount,
      boolean archived,
      boolean pinned,
      long muteExpiration,
      List<String> labels,
      @Nullable Message last) {}

  /**
   * A message: the part that linked devices get, and the part that only the phone or the server
   * knows.
   *
   * @param sender the author's LID
   * @param names the phone's names for everybody in the message, by LID
   * @param timesReceived the number of times the server received it
   * @param notified whether the phone notified its owner
   */
  public record Message(
      @JsonUnwrapped WireMessage message,
      Jid sender,
      boolean edited,
      List<WireReaction> reactions,
      List<WireVote> votes,
      Map<Jid, String> names,
      int timesReceived,
      boolean notified) {}

  /**
   * A linked device.
   *
   * @param linkedAt unix seconds
   * @param waiting the number of unconfirmed pushes
   * @param takeovers the number of logins while another of its sockets was open
   */
  public record Device(String id, long linkedAt, boolean isConnected, int waiting, int takeovers) {}

  /** Somebody types ({@code composing}) or records in a chat. */
  public record Typing(Jid chat, Jid from, String state) {}

  /**
   * The current presence in a phone's chats.
   *
   * @param version grows with every change on the phone
   * @param online the people who report that they are online
   */
  public record State(long version, List<Typing> typing, List<Jid> online) {}
}
