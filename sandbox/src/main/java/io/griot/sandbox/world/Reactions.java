package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireReaction;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reactions to messages, at most one per account and message. */
public final class Reactions {
  private static final int MAX_TEXT = 64;

  private final WorldStore store;
  private final Messages messages;
  private final Clock clock;

  /** The reactions by message key, then by account. Derived from the store. */
  private final Map<String, Map<Jid, Reaction>> byTarget = new HashMap<>();

  Reactions(WorldStore store, Messages messages, Clock clock) {
    this.store = store;
    this.messages = messages;
    this.clock = clock;
    store.reactions.all().forEach(this::index);
  }

  private void index(Reaction reaction) {
    byTarget
        .computeIfAbsent(reaction.target().toString(), key -> new LinkedHashMap<>())
        .put(reaction.sender(), reaction);
  }

  /**
   * Sets the account's reaction to a message, or removes it with an empty text. A repeated id is
   * the same reaction and has no effect.
   *
   * @throws Refusal {@code NO_SUCH_MESSAGE} also for a message that the account does not have;
   *     {@code TOO_LONG}
   */
  public Reaction react(
      Jid sender, MessageKey target, String id, String text, @Nullable String origin) {
    Message message = messages.get(target);
    if (!message.members().contains(sender)) {
      throw new Refusal(Reason.NO_SUCH_MESSAGE);
    }
    if (text.length() > MAX_TEXT) {
      throw new Refusal(Reason.TOO_LONG);
    }
    Reaction known = byTarget.getOrDefault(target.toString(), Map.of()).get(sender);
    if (known != null && known.id().equals(id)) {
      return known;
    }
    long now = clock.instant().getEpochSecond();
    Reaction reaction =
        store.reactions.put(
            new Reaction(
                sender, new MessageKey(sender, id).id(), target.sender(), target.id(), text, now));
    index(reaction);
    messages.tellMembers(
        message, sender, origin, member -> new Push.Reaction(wire(reaction, message, member)));
    return reaction;
  }

  /** The reactions to a message, without removed ones. */
  public List<Reaction> to(MessageKey target) {
    Collection<Reaction> all = byTarget.getOrDefault(target.toString(), Map.of()).values();
    return all.stream().filter(r -> !r.text().isEmpty()).toList();
  }

  /** The reactions to a message as the account sees them. */
  public List<WireReaction> shown(Message message, Jid viewer) {
    return to(message.key()).stream().map(reaction -> wire(reaction, message, viewer)).toList();
  }

  /** A reaction in the wire's form for the account's devices. */
  private static WireReaction wire(Reaction reaction, Message message, Jid viewer) {
    return new WireReaction(
        reaction.id(),
        message.chatOf(viewer),
        message.target(viewer),
        reaction.sender(),
        reaction.sender().equals(viewer),
        reaction.text(),
        reaction.t());
  }
}
