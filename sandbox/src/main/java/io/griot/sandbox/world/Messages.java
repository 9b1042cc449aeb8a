package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireSignal;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages and stores them.
 *
 * <p>A message is identified by its {@link MessageKey}. A repeated key is the same message: it is
 * answered as before, is not delivered again, and only raises {@link Message#timesReceived}. So a
 * test can compare the number of times the server received an id with its occurrences in {@link
 * Conversations}.
 */
public final class Messages {
  /** The longest text, in UTF-16 units. */
  public static final int MAX_BODY = 65_536;

  private final WorldStore store;
  private final Accounts accounts;
  private final Devices devices;
  private final Chats chats;
  private final Signals signals;
  private final Conversations conversations;
  private final Addressees addressees;
  private final Arrivals arrivals;
  private final Clock clock;

  Messages(
      WorldStore store,
      Accounts accounts,
      Devices devices,
      Chats chats,
      Signals signals,
      Conversations conversations,
      Addressees addressees,
      Arrivals arrivals,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.devices = devices;
    this.chats = chats;
    this.signals = signals;
    this.conversations = conversations;
    this.addressees = addressees;
    this.arrivals = arrivals;
    this.clock = clock;
  }

  /**
   * Accepts a message from the sender's phone or one of its devices.
   *
   * @param origin the device that sends; it is not told of its own message
   * @return the stored message: the first one if the key was known
   * @throws Refusal {@code NOT_ON_WHATSAPP}, {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT},
   *     {@code NOT_AN_ADMIN}, {@code BAD_MESSAGE_ID}, {@code TOO_LONG}
   */
  public Message send(Jid sender, Draft draft, @Nullable String origin) {
    return send(sender, draft, origin, null);
  }

  /**
   * Sends a message that a device encrypted. A recipient that cannot decrypt it does not have it:
   * for the sender it stays at the server.
   *
   * @param signal the keys it was encrypted with; null when not encrypted
   */
  public Message send(
      Jid sender, Draft draft, @Nullable String origin, @Nullable WireSignal signal) {
    MessageKey key = new MessageKey(sender, draft.id());
    Optional<Message> known = find(key);
    if (known.isPresent()) {
      return store.messages.put(known.get().receivedAgain());
    }
    if (draft.body().length() > MAX_BODY) {
      throw new Refusal(Reason.TOO_LONG);
    }
    Message accepted = accept(sender, draft);
    Message message =
        accepted.undecryptedBy(
            undecryptedBy(
                sender, origin, accepted.to(), draft.id(), signal, accepted.acks().keySet()));
    store.messages.put(message);
    conversations.add(message);
    // Channels and status posts are not chats: they are listed separately.
    if (!message.to().isPublic()) {
      chats.update(sender, message.to(), chat -> chat.at(message.t()));
    }
    devices.push(sender, origin, new Push.Message(wire(message, sender), null));
    message.readers().forEach(recipient -> arrivals.arrive(message, recipient));
    return message;
  }

  private Set<Jid> undecryptedBy(
      Jid sender,
      @Nullable String origin,
      Jid to,
      String id,
      @Nullable WireSignal signal,
      Set<Jid> recipients) {
    return origin == null || signal == null
        ? Set.of()
        : signals.undecryptedBy(new Signals.Sealed(origin, sender, to, id, signal), recipients);
  }

  /**
   * Whether anybody can decrypt a device's edit, revocation or reaction. If nobody can, it has no
   * effect, and its sender is not told.
   *
   * @param id the id of the edit, revocation or reaction
   */
  public boolean reachesAnybody(
      Jid sender, String origin, MessageKey about, String id, @Nullable WireSignal signal) {
    Set<Jid> others = new LinkedHashSet<>(get(about).members());
    others.remove(sender);
    Set<Jid> undecrypted =
        undecryptedBy(sender, origin, get(about).chatOf(sender), id, signal, others);
    return undecrypted.isEmpty() || undecrypted.size() < others.size();
  }

  /**
   * Writes a group's event into its conversation. It is delivered at once and does not count as
   * unread.
   *
   * @param audience the LIDs of those who see it, besides the author
   */
  void note(Jid author, Draft draft, Set<Jid> audience) {
    Map<Jid, Ack> acks = new LinkedHashMap<>();
    audience.stream().filter(lid -> !lid.equals(author)).forEach(lid -> acks.put(lid, Ack.READ));
    Message notice = Message.of(author, draft, draft.to(), clock.instant().getEpochSecond(), acks);
    store.messages.put(notice);
    conversations.add(notice);
    for (Jid member : audience) {
      chats.update(member, draft.to(), chat -> chat.at(notice.t()));
      WireContact contact = accounts.contact(member, accounts.get(author));
      devices.push(member, null, new Push.Message(wire(notice, member), contact));
    }
  }

  private Message accept(Jid sender, Draft draft) {
    boolean toMany = draft.to().isGroup() || draft.to().isPublic();
    Jid to = toMany ? draft.to() : accounts.get(draft.to()).lid();
    Map<Jid, Ack> acks = addressees.acks(sender, to);
    return Message.of(sender, draft, to, clock.instant().getEpochSecond(), acks);
  }

  /**
   * Sends a push about a message to everybody who has it.
   *
   * @param actor the account that acted
   * @param origin the device that acted, which is not told; null for the phone
   * @param push makes the push for a member's devices
   */
  void tellMembers(
      Message message, Jid actor, @Nullable String origin, Function<Jid, Push.Kept> push) {
    for (Jid member : message.members()) {
      devices.push(member, member.equals(actor) ? origin : null, push.apply(member));
    }
  }

  /**
   * The messages that wait for their recipients' phones, oldest first. They are delivered after a
   * restart.
   */
  public List<WorldEvent.Awaiting> awaiting() {
    List<WorldEvent.Awaiting> waiting = new ArrayList<>();
    for (Message message : store.messages.all()) {
      message
          .acks()
          .forEach((recipient, ack) -> {
            if (ack == Ack.SERVER && message.readers().contains(recipient)) {
              waiting.add(new WorldEvent.Awaiting(recipient, message.key()));
            }
          });
    }
    return waiting;
  }

  /** The message with this key, if the server has it. */
  public Optional<Message> find(MessageKey key) {
    return store.messages.get(key.toString());
  }

  /**
   * The message with this key.
   *
   * @throws Refusal {@code NO_SUCH_MESSAGE}
   */
  public Message get(MessageKey key) {
    return find(key).orElseThrow(() -> new Refusal(Reason.NO_SUCH_MESSAGE));
  }

  /** The message as the account's devices and phone see it. */
  public WireMessage wire(Message message, Jid viewer) {
    return message.wire(viewer, accounts.get(message.sender()).pushname());
  }
}
