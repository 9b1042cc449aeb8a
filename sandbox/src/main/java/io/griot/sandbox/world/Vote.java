package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.griot.sandbox.protocol.Jid;
import java.util.List;

/**
 * A vote of an account in a poll; at most one per pair.
 *
 * @param sender the LID of the voter
 * @param id the vote's own id
 * @param pollSender LID of the poll's author
 * @param options the indexes of the chosen options, from 0; none when the vote was withdrawn
 * @param tMs unix milliseconds
 */
public record Vote(
    Jid sender, String id, Jid pollSender, String pollId, List<Integer> options, long tMs) {

  /** Copies the options. */
  public Vote {
    options = List.copyOf(options);
  }

  /** The poll. */
  @JsonIgnore
  public MessageKey poll() {
    return new MessageKey(pollSender, pollId);
  }
}
