package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a phone's screen shows, over HTTP. The phones' page types are made of these records. */
public final class Screen {
  private Screen() {}

  /**
   * An account and its phone.
   *
   * @param delivers whether the phone is on
   * @param readsAtOnce whether its owner reads everything as it arrives
   * @param unreadCount messages that were not read, in all chats
   * @param devices how many pages are linked
   * @param silenced whether a linked page says that it is in use, so that the phone stays quiet
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
   * @param pn the number of the person it is with
   * @param participants how many are in the group
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
   * A message: what its devices get of it, and what only the phone or the server knows.
   *
   * @param sender the author's LID
   * @param names what the phone calls everybody whom the message names, by LID
   * @param timesReceived how often the server was given it
   * @param notified whether the phone told its owner of it
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
   * @param waiting how many pushes it has not confirmed
   * @param takeovers how often it logged in while another socket of it was open
   */
  public record Device(String id, long linkedAt, boolean isConnected, int waiting, int takeovers) {}

  /** Somebody types ({@code composing}) or records in a chat. */
  public record Typing(Jid chat, Jid from, String state) {}

  /**
   * Who is at a phone's chats at the moment.
   *
   * @param version grows with every change on the phone
   * @param online those who said that they are there
   */
  public record State(long version, List<Typing> typing, List<Jid> online) {}
}
