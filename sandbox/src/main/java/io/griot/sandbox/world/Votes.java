package io.griot.sandbox.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireVote;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Votes in polls, at most one per account and poll. WhatsApp's server cannot read polls and votes,
 * because they are encrypted; here it forwards them like all else.
 */
public final class Votes {
  private static final String POLL = "poll_creation";

  private final WorldStore store;
  private final Messages messages;
  private final Clock clock;

  Votes(WorldStore store, Messages messages, Clock clock) {
    this.store = store;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Sets the account's vote, or withdraws it if no options are given.
   *
   * @param chosen the names of the options
   * @throws Refusal {@code NO_SUCH_MESSAGE} also for one that the account does not have; {@code
   *     NOT_A_POLL}; {@code NO_SUCH_OPTION} also for more than one where only one may be chosen
   */
  public Vote vote(
      Jid sender, MessageKey key, String id, List<String> chosen, @Nullable String origin) {
    Message poll = messages.get(key);
    if (!poll.members().contains(sender)) {
      throw new Refusal(Reason.NO_SUCH_MESSAGE);
    }
    Vote vote =
        store.votes.put(
            new Vote(
                sender,
                new MessageKey(sender, id).id(),
                key.sender(),
                key.id(),
                places(poll, chosen),
                clock.millis()));
    messages.tellMembers(poll, sender, origin, member -> new Push.Vote(wire(vote, poll, member)));
    return vote;
  }

  private static List<Integer> places(Message poll, List<String> chosen) {
    if (!poll.type().equals(POLL)) {
      throw new Refusal(Reason.NOT_A_POLL);
    }
    List<String> names = options(poll);
    boolean isOneOnly = attribute(poll, "pollSelectableOptionsCount").asInt() == 1;
    if (!names.containsAll(chosen) || (isOneOnly && chosen.size() > 1)) {
      throw new Refusal(Reason.NO_SUCH_OPTION);
    }
    return chosen.stream().map(names::indexOf).toList();
  }

  /** The names of a poll's options, in order; empty if it is not a poll. */
  private static List<String> options(Message poll) {
    List<String> names = new ArrayList<>();
    attribute(poll, "pollOptions").forEach(option -> names.add(option.path("name").asText()));
    return names;
  }

  private static JsonNode attribute(Message poll, String name) {
    return poll.attributes().getOrDefault(name, MissingNode.getInstance());
  }

  /** The current votes in a poll, without withdrawn ones. */
  List<Vote> in(MessageKey poll) {
    return store.votes.all().stream()
        .filter(vote -> vote.poll().equals(poll) && !vote.options().isEmpty())
        .toList();
  }

  /** The votes in a poll as the account sees them. */
  public List<WireVote> shown(Message poll, Jid viewer) {
    return in(poll.key()).stream().map(vote -> wire(vote, poll, viewer)).toList();
  }

  private static WireVote wire(Vote vote, Message poll, Jid viewer) {
    return new WireVote(
        vote.id(),
        poll.chatOf(viewer),
        poll.target(viewer),
        vote.sender(),
        vote.sender().equals(viewer),
        vote.options(),
        vote.tMs());
  }
}
