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

  /** Copies the labels; pushes stored before labels existed have none. */
  @SuppressWarnings("ConstantValue") // an old journal may lack them, whatever the type says
  public WireChat {
    labels = labels == null ? List.of() : List.copyOf(labels);
  }
}
