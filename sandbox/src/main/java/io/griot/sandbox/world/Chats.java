package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The chats that each account's phone lists. */
public final class Chats {
  private final WorldStore store;
  private final Outbox outbox;
  private final Devices devices;
  private final Clock clock;

  /** The ids of each account's chats. Derived from the store. */
  private final Map<Jid, Set<Jid>> byOwner = new HashMap<>();

  Chats(WorldStore store, Outbox outbox, Devices devices, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.devices = devices;
    this.clock = clock;
    store.chats.all().forEach(this::index);
  }

  private void index(Chat chat) {
    byOwner.computeIfAbsent(chat.owner(), owner -> new LinkedHashSet<>()).add(chat.id());
  }

  private Chat put(Chat chat) {
    store.chats.put(chat);
    index(chat);
    return chat;
  }

  /** The account's chats, pinned first, then the latest first. */
  public List<Chat> of(Jid owner) {
    return byOwner.getOrDefault(owner, Set.of()).stream()
        .flatMap(id -> find(owner, id).stream())
        .sorted(Comparator.comparingLong(Chat::pin).thenComparingLong(Chat::t).reversed())
        .toList();
  }

  /** The account's chat with this LID or group, if it has one. */
  public Optional<Chat> find(Jid owner, Jid id) {
    return store.chats.get(WorldStore.chatKey(owner.value(), id.value()));
  }

  /** The chat, created if it is missing. */
  Chat open(Jid owner, Jid id) {
    return find(owner, id)
        .orElseGet(() -> put(Chat.of(owner, id, clock.instant().getEpochSecond())));
  }

  /** Changes a chat, created if it is missing. Only the phone's own page is told. */
  Chat update(Jid owner, Jid id, UnaryOperator<Chat> change) {
    outbox.add(new WorldEvent.Changed(owner));
    return put(change.apply(open(owner, id)));
  }

  /** Changes a chat and tells the account's devices except one. */
  Chat updateAndTell(Jid owner, Jid id, @Nullable String except, UnaryOperator<Chat> change) {
    Chat chat = update(owner, id, change);
    devices.push(owner, except, new Push.Chat(chat.wire()));
    return chat;
  }

  /**
   * The chat.
   *
   * @throws Refusal {@code NO_SUCH_CHAT}
   */
  Chat get(Jid owner, Jid id) {
    return find(owner, id).orElseThrow(() -> new Refusal(Reason.NO_SUCH_CHAT));
  }

  /** Removes a chat from the list and tells the account's devices except one. */
  void remove(Jid owner, Jid id, @Nullable String except) {
    store.chats.remove(WorldStore.chatKey(owner.value(), id.value()));
    byOwner.getOrDefault(owner, Set.of()).remove(id);
    devices.push(owner, except, new Push.ChatRemoved(id));
  }

  /**
   * Changes a chat's settings. A chat with a person is created if it is missing, because people can
   * be muted before they have written.
   *
   * @throws Refusal {@code NO_SUCH_CHAT} for a group
   */
  public Chat set(Jid owner, Request.ChatSettings wanted, @Nullable String origin) {
    if (wanted.chat().isGroup()) {
      get(owner, wanted.chat());
    }
    return updateAndTell(owner, wanted.chat(), origin, chat -> apply(chat, wanted));
  }

  private static Chat apply(Chat chat, Request.ChatSettings wanted) {
    return new Chat(
        chat.owner(),
        chat.id(),
        chat.t(),
        or(wanted.unreadCount(), chat.unreadCount()),
        or(wanted.archived(), chat.archived()),
        or(wanted.pin(), chat.pin()),
        or(wanted.muteExpiration(), chat.muteExpiration()),
        chat.labels());
  }

  private static <T> T or(@Nullable T wanted, T current) {
    return wanted == null ? current : wanted;
  }
}
