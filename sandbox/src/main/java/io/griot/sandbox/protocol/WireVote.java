package io.griot.sandbox.protocol;

import io.griot.sandbox.protocol.WireReaction.WireTarget;
import java.util.List;

/**
 * A vote in a poll: the indexes of the chosen options, none when it was withdrawn; {@code tMs} in
 * unix milliseconds.
 */
public record WireVote(
    String id,
    Jid chat,
    WireTarget target,
    Jid sender,
    boolean fromMe,
    List<Integer> options,
    long tMs) {

  /** Copies the options. */
  public WireVote {
    options = List.copyOf(options);
  }
}
