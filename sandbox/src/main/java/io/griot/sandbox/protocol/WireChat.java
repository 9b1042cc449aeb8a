package io.griot.sandbox.protocol;

import java.util.List;

/**
 * A chat's state; {@code t} and {@code muteExpiration} in unix seconds, {@code pin} in unix
 * milliseconds, 0 for none; {@code labels} are ids.
 */
public record WireChat(
    Jid id,
    long t,
    int unreadCount,
    boolean archived,
    long pin,
    long muteExpiration,
    List<String> labels) {

  /** Copies the labels; pushes kept before there were any have none. */
  @SuppressWarnings("ConstantValue") // an older journal may leave them out, whatever the type says
  public WireChat {
    labels = labels == null ? List.of() : List.copyOf(labels);
  }
}
