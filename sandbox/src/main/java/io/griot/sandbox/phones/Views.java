package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Chat;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Scene;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a phone's screen shows, as JSON. To be made inside a change of the world. */
final class Views {
  private final Scene scene;
  private final Jid owner;

  /** The views of one phone, named by its account's LID. */
  Views(Scene scene, Jid owner) {
    this.scene = scene;
    this.owner = owner;
  }

  record PhoneView(
      Jid pn,
      Jid lid,
      String pushname,
      Platform platform,
      boolean isBusiness,
      String about,
      boolean delivers,
      boolean readsAtOnce,
      int unreadCount,
      int devices) {}

  record ChatView(
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
      @Nullable MessageView last) {}

  record MessageView(
      String id,
      Jid sender,
      String senderName,
      boolean fromMe,
      long t,
      String type,
      String body,
      int ack,
      boolean edited,
      @Nullable QuoteView quoted,
      List<ReactionView> reactions,
      int timesReceived) {}

  record QuoteView(String id, String senderName, String body) {}

  record ReactionView(Jid sender, String senderName, boolean fromMe, String text) {}

  static PhoneView phone(Scene scene, Account account) {
    int unread =
        scene.chats().of(account.lid()).stream()
            .mapToInt(chat -> Math.max(0, chat.unreadCount()))
            .sum();
    return new PhoneView(
        account.pn(),
        account.lid(),
        account.pushname(),
        account.platform(),
        account.platform().isBusiness(),
        account.about(),
        account.delivers(),
        account.readsAtOnce(),
        unread,
        scene.devices().of(account.lid()).size());
  }

  ChatView chat(Chat chat) {
    List<Message> latest = scene.messages().latest(owner, chat.id(), 1);
    Optional<Group> group = scene.groups().find(chat.id());
    return new ChatView(
        chat.id(),
        scene.accounts().find(chat.id()).map(Account::pn).orElse(null),
        group.map(Group::subject).orElseGet(() -> name(chat.id())),
        group.isPresent(),
        group.map(g -> g.participants().size()).orElse(0),
        group.map(g -> g.participant(owner).isPresent()).orElse(true),
        chat.t(),
        chat.unreadCount(),
        chat.archived(),
        chat.pin() > 0,
        chat.muteExpiration(),
        chat.labels(),
        latest.isEmpty() ? null : message(latest.getFirst()));
  }

  MessageView message(Message message) {
    return new MessageView(
        message.id(),
        message.sender(),
        name(message.sender()),
        message.sender().equals(owner),
        message.t(),
        message.type(),
        message.body(),
        message.ackOf(owner).wire(),
        message.edited(),
        quote(message),
        scene.reactions().to(message.key()).stream()
            .map(r ->
                new ReactionView(r.sender(), name(r.sender()), r.sender().equals(owner), r.text()))
            .toList(),
        message.timesReceived());
  }

  private @Nullable QuoteView quote(Message message) {
    var quoted = message.quoted();
    return quoted == null
        ? null
        : new QuoteView(quoted.id(), name(quoted.participant()), quoted.body());
  }

  /** The name in the owner's address book, or what the other calls itself. */
  private String name(Jid other) {
    return scene
        .accounts()
        .savedName(owner, other)
        .or(() -> scene.accounts().find(other).map(Account::pushname))
        .orElse(other.user());
  }
}
