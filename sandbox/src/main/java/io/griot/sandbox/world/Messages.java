package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireSignal;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way and on the phones.
 *
 * <p>A message is its {@link MessageKey}. The same key again is the same message: it is answered as
 * before, reaches nobody a second time, and only raises {@link Message#timesReceived}. So a test
 * can compare how often the server was given an id with how often it stands in {@link
 * #conversation}.
 */
public final class Messages {
  /** The longest text, in UTF-16 units. */
  public static final int MAX_BODY = 65_536;

  private final WorldStore store;
  private final Outbox outbox;
  private final Accounts accounts;
  private final Devices devices;
  private final Groups groups;
  private final Channels channels;
  private final Chats chats;
  private final Blocks blocks;
  private final Signals signals;
  private final Clock clock;

  /** What each phone holds: owner|chat to keys, oldest first. Derived from the messages. */
  private final Map<String, List<String>> conversations = new HashMap<>();

  /** What phones told their owners of: recipient|key. Not written down. */
  private final Set<String> notified = new HashSet<>();

  Messages(
      WorldStore store,
      Outbox outbox,
      Accounts accounts,
      Devices devices,
      Groups groups,
      Channels channels,
      Chats chats,
      Blocks blocks,
      Signals signals,
      Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.accounts = accounts;
    this.devices = devices;
    this.groups = groups;
    this.channels = channels;
    this.chats = chats;
    this.blocks = blocks;
    this.signals = signals;
    this.clock = clock;
    store.messages.all().forEach(this::index);
  }

  private void index(Message message) {
    for (Jid member : message.members()) {
      conversationKeys(member, message.chatOf(member)).add(message.key().toString());
    }
  }

  private List<String> conversationKeys(Jid owner, Jid chat) {
    return conversations.computeIfAbsent(
        WorldStore.chatKey(owner.value(), chat.value()), key -> new ArrayList<>());
  }

  /**
   * Takes a message from the sender's phone or from one of its devices.
   *
   * @param origin the device that sends; it is not told of its own message
   * @return the message as the server has it: the first one when the key was known
   * @throws Refusal {@code NOT_ON_WHATSAPP}, {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT},
   *     {@code NOT_AN_ADMIN}, {@code BAD_MESSAGE_ID}, {@code TOO_LONG}
   */
  public Message send(Jid sender, Draft draft, @Nullable String origin) {
    return send(sender, draft, origin, null);
  }

  /**
   * The same for what a device encrypted. Who cannot read it is sent it all the same: for the
   * sender it stays with the server.
   *
   * @param signal what it was encrypted with; null when it was not
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
    index(message);
    // Channels and status posts are no chats: they are listed apart.
    if (!message.to().isPublic()) {
      chats.update(sender, message.to(), chat -> chat.at(message.t()));
    }
    devices.push(sender, origin, new Push.Message(wire(message, sender), null));
    message.readers().forEach(recipient -> arrive(message, recipient));
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
   * Whether anybody can read what a device encrypted about a message: an edit, a revocation, a
   * reaction. What nobody can read takes no effect, and its sender is told nothing.
   *
   * @param id of the edit, revocation or reaction
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
   * Puts what happened to a group into its conversation. Nobody has to read it: it is delivered at
   * once and counts as no unread message.
   *
   * @param audience the LIDs of those who see it, beside the author
   */
  void note(Jid author, Draft draft, Set<Jid> audience) {
    Map<Jid, Ack> acks = new LinkedHashMap<>();
    audience.stream().filter(lid -> !lid.equals(author)).forEach(lid -> acks.put(lid, Ack.READ));
    Message notice = Message.of(author, draft, draft.to(), clock.instant().getEpochSecond(), acks);
    store.messages.put(notice);
    index(notice);
    for (Jid member : audience) {
      chats.update(member, draft.to(), chat -> chat.at(notice.t()));
      WireContact contact = accounts.contact(member, accounts.get(author));
      devices.push(member, null, new Push.Message(wire(notice, member), contact));
    }
  }

  private Message accept(Jid sender, Draft draft) {
    boolean toMany = draft.to().isGroup() || draft.to().isPublic();
    Jid to = toMany ? draft.to() : accounts.get(draft.to()).lid();
    Ack first = first(to);
    Map<Jid, Ack> acks = new LinkedHashMap<>();
    recipients(sender, to).stream()
        .filter(recipient -> toMany || !blocks.has(recipient, sender))
        .forEach(recipient -> acks.put(recipient, first));
    return Message.of(sender, draft, to, clock.instant().getEpochSecond(), acks);
  }

  /** Nobody is waited for to read what is shown to many; of status posts the viewers are known. */
  private static Ack first(Jid to) {
    if (to.isStatus()) {
      return Ack.DEVICE;
    }
    return to.isPublic() ? Ack.READ : Ack.SERVER;
  }

  /** Who a message from {@code sender} to this LID, group, channel or the status posts goes to. */
  public Set<Jid> recipients(Jid sender, Jid to) {
    Set<Jid> recipients = new LinkedHashSet<>();
    if (to.isGroup()) {
      Group group = groups.get(to);
      if (groups.requireParticipant(group, sender).role() == Role.MEMBER
          && group.rules().announce()) {
        throw new Refusal(Reason.NOT_AN_ADMIN);
      }
      group.participants().forEach(p -> recipients.add(p.lid()));
    } else if (to.isChannel()) {
      channels
          .lookedAfter(sender, to)
          .followers()
          .forEach(follower -> recipients.add(follower.lid()));
    } else if (to.isStatus()) {
      accounts.addressBook(sender).stream()
          .filter(contact -> !blocks.has(sender, contact) && !blocks.has(contact, sender))
          .forEach(recipients::add);
    } else {
      recipients.add(to);
    }
    recipients.remove(sender);
    return recipients;
  }

  private void arrive(Message message, Jid recipient) {
    if (message.to().isStatus()) {
      // Seen on phones alone: the linked devices of the sandbox show no status posts of others.
      outbox.add(new WorldEvent.Changed(recipient));
      return;
    }
    if (message.to().isChannel()) {
      channels.count(recipient, message.to());
      devices.push(recipient, null, new Push.Message(wire(message, recipient), null));
      return;
    }
    chats.update(
        recipient,
        message.chatOf(recipient),
        chat -> chat.at(message.t()).unread(Math.max(0, chat.unreadCount()) + 1));
    // After the chat is there: a stranger's first message tells the number too.
    WireContact sender = accounts.contact(recipient, accounts.get(message.sender()));
    WireMessage shown = wire(message, recipient);
    devices.push(
        recipient,
        null,
        store.unreadables.get(message.key().toString()).isPresent()
            ? new Push.Unreadable(shown.hidden(), sender)
            : new Push.Message(shown, sender));
    if (!devices.isAvailable(recipient)) {
      notified.add(recipient.value() + "|" + message.key());
    }
    outbox.add(new WorldEvent.Awaiting(recipient, message.key()));
  }

  /**
   * Whether the recipient's phone showed a notification for the message: it does not while a linked
   * device is in use.
   */
  public boolean wasNotified(Jid recipient, MessageKey key) {
    return notified.contains(recipient.value() + "|" + key);
  }

  /** The recipient's phone has the message now; nothing happens when it had it before. */
  public void delivered(Jid recipient, MessageKey key) {
    find(key).ifPresent(message -> raise(recipient, List.of(message), Ack.DEVICE));
  }

  /**
   * The account reads what came in a chat.
   *
   * @param ids only these; empty for all
   * @param origin the device that says so, null for the phone
   */
  public void read(Jid account, Jid chat, Set<String> ids, @Nullable String origin) {
    if (chat.isChannel()) {
      channels.read(account, chat);
      return;
    }
    List<Message> fresh =
        keys(account, chat).stream()
            .flatMap(key -> store.messages.get(key).stream())
            .filter(m -> !m.sender().equals(account) && m.ackOf(account) != Ack.READ)
            .filter(m -> ids.isEmpty() || ids.contains(m.id()))
            .toList();
    raise(account, fresh, Ack.READ);
    if (chats.find(account, chat).isPresent()) {
      chats.updateAndTell(
          account,
          chat,
          origin,
          c -> c.unread(ids.isEmpty() ? 0 : Math.max(0, c.unreadCount() - fresh.size())));
    }
  }

  /** One receipt per author, and per ack that the messages reach by it for all recipients. */
  private void raise(Jid recipient, List<Message> messages, Ack ack) {
    Map<Receipt, List<String>> receipts = new LinkedHashMap<>();
    for (Message before : messages) {
      Ack reached = before.acks().get(recipient);
      if (reached == null || reached.compareTo(ack) >= 0) {
        continue;
      }
      Message after = store.messages.put(before.with(recipient, ack));
      outbox.add(new WorldEvent.Changed(recipient));
      Receipt receipt = new Receipt(after.sender(), after.to(), after.ack());
      receipts.computeIfAbsent(receipt, r -> new ArrayList<>()).add(after.id());
    }
    receipts.forEach((receipt, ids) -> tell(receipt, ids, recipient, ack));
  }

  /** What a receipt's messages share: who wrote them, where, and what they have reached by it. */
  private record Receipt(Jid sender, Jid chat, Ack messageAck) {}

  private void tell(Receipt receipt, List<String> ids, Jid from, Ack ack) {
    long now = clock.instant().getEpochSecond();
    devices.push(
        receipt.sender(),
        null,
        new Push.Receipt(receipt.chat(), ids, ack.wire(), receipt.messageAck().wire(), from, now));
  }

  /**
   * Gives an own message a new text.
   *
   * @param mentioned whom the new text mentions, instead of those before
   * @throws Refusal {@code NO_SUCH_MESSAGE}, {@code TOO_LONG}
   */
  public Message edit(
      Jid sender, String id, String body, List<Jid> mentioned, @Nullable String origin) {
    if (body.length() > MAX_BODY) {
      throw new Refusal(Reason.TOO_LONG);
    }
    Message edited = store.messages.put(get(new MessageKey(sender, id)).withText(body, mentioned));
    long now = clock.instant().getEpochSecond();
    tellMembers(
        edited,
        sender,
        origin,
        member -> new Push.Edited(edited.chatOf(member), id, body, mentioned, now));
    return edited;
  }

  /**
   * Deletes a message for everyone; its place stays.
   *
   * @param account its author, or an admin of the group it is in
   * @throws Refusal {@code NO_SUCH_MESSAGE}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public Message revoke(Jid account, MessageKey key, @Nullable String origin) {
    Message message = get(key);
    if (!message.sender().equals(account)) {
      requireAdmin(account, message.to());
    }
    Message revoked = store.messages.put(message.revoked());
    long now = clock.instant().getEpochSecond();
    tellMembers(
        revoked,
        account,
        origin,
        member -> new Push.Revoked(revoked.chatOf(member), key.id(), now));
    return revoked;
  }

  /**
   * Tells all who have a message of something about it.
   *
   * @param actor who did it
   * @param origin the device that did it, which is not told; null for the phone
   * @param push what a member's devices are told
   */
  void tellMembers(
      Message message, Jid actor, @Nullable String origin, Function<Jid, Push.Kept> push) {
    for (Jid member : message.members()) {
      devices.push(member, member.equals(actor) ? origin : null, push.apply(member));
    }
  }

  private void requireAdmin(Jid account, Jid chat) {
    if (!chat.isGroup()
        || groups.requireParticipant(groups.get(chat), account).role() == Role.MEMBER) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
  }

  /** What the account holds of a chat, oldest first, each message as often as it is there. */
  public List<Message> conversation(Jid owner, Jid chat) {
    return keys(owner, chat).stream().flatMap(key -> store.messages.get(key).stream()).toList();
  }

  /** The last {@code limit} messages of {@link #conversation}. */
  public List<Message> latest(Jid owner, Jid chat, int limit) {
    List<String> keys = keys(owner, chat);
    return keys.subList(Math.max(0, keys.size() - limit), keys.size()).stream()
        .flatMap(key -> store.messages.get(key).stream())
        .toList();
  }

  /**
   * Empties a chat for the account alone and tells its devices but one.
   *
   * @throws Refusal {@code NO_SUCH_CHAT}
   */
  public void clear(Jid owner, Jid chat, @Nullable String origin) {
    chats.get(owner, chat);
    hide(owner, chat);
    devices.push(owner, origin, new Push.ChatCleared(chat));
  }

  /**
   * Empties a chat and takes it off the list, for the account alone; a later message brings it back
   * without what it held. Tells the account's devices but one.
   *
   * @throws Refusal {@code NO_SUCH_CHAT}, {@code STILL_A_PARTICIPANT}
   */
  public void deleteChat(Jid owner, Jid chat, @Nullable String origin) {
    chats.get(owner, chat);
    if (groups.find(chat).flatMap(group -> group.participant(owner)).isPresent()) {
      throw new Refusal(Reason.STILL_A_PARTICIPANT);
    }
    hide(owner, chat);
    chats.remove(owner, chat, origin);
  }

  private void hide(Jid owner, Jid chat) {
    store.cleared.put(new Cleared(owner, chat, conversationKeys(owner, chat).size()));
  }

  private List<String> keys(Jid owner, Jid chat) {
    String conversation = WorldStore.chatKey(owner.value(), chat.value());
    List<String> keys = conversations.getOrDefault(conversation, List.of());
    int hidden = store.cleared.get(conversation).map(Cleared::messages).orElse(0);
    return Collections.unmodifiableList(keys.subList(hidden, keys.size()));
  }

  /** Whether somebody has written to the account itself since a time in unix seconds. */
  public boolean hasWritten(Jid author, Jid account, long since) {
    return conversationKeys(account, author).stream()
        .flatMap(key -> store.messages.get(key).stream())
        .anyMatch(message -> message.sender().equals(author) && message.t() >= since);
  }

  /** What still waits for its recipients' phones, oldest first: after a restart they get it. */
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

  /** The message as the account sees it: its devices, and its phone. */
  public WireMessage wire(Message message, Jid viewer) {
    return new WireMessage(
        message.id(),
        message.chatOf(viewer),
        message.sender().equals(viewer),
        message.to().isGroup() ? message.sender() : null,
        message.t(),
        message.type(),
        message.body(),
        message.attributes(),
        message.quoted(),
        message.ackOf(viewer).wire(),
        accounts.get(message.sender()).pushname());
  }
}
