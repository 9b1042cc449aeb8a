package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Chat;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Group.Description;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      int devices,
      boolean silenced) {}

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
      @Nullable NoticeView notice,
      @Nullable InvitationView invitation,
      @Nullable QuoteView quoted,
      List<ReactionView> reactions,
      Map<String, JsonNode> attributes,
      List<VoteView> votes,
      int timesReceived,
      boolean notified) {}

  /** What a notice is about; WhatsApp Web's name for it, and whom it concerns. */
  record NoticeView(String subtype, List<String> concerned) {}

  /** A private invitation into a group. */
  record InvitationView(String code, String group, String groupName) {}

  record GroupView(
      Jid id,
      String subject,
      String description,
      Rules rules,
      @Nullable String inviteCode,
      boolean isMember,
      boolean isAdmin,
      List<MemberView> members,
      List<MemberView> requests) {}

  record MemberView(Jid lid, @Nullable Jid pn, String name, boolean isMe, @Nullable Role role) {}

  record QuoteView(String id, String senderName, String body) {}

  /** Who chose what in a poll. */
  record VoteView(Jid sender, String senderName, boolean fromMe, List<String> options) {}

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
        scene.devices().of(account.lid()).size(),
        scene.devices().isAvailable(account.lid()));
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
        notice(message),
        invitation(message),
        quote(message),
        scene.reactions().to(message.key()).stream()
            .map(r ->
                new ReactionView(r.sender(), name(r.sender()), r.sender().equals(owner), r.text()))
            .toList(),
        message.attributes(),
        votes(message),
        message.timesReceived(),
        scene.messages().wasNotified(owner, message.key()));
  }

  private @Nullable NoticeView notice(Message message) {
    JsonNode subtype = message.attributes().get("subtype");
    if (!message.type().equals("gp2") || subtype == null) {
      return null;
    }
    List<String> concerned = new ArrayList<>();
    JsonNode recipients = message.attributes().get("recipients");
    if (recipients != null) {
      recipients.forEach(lid -> concerned.add(name(new Jid(lid.asText()))));
    }
    return new NoticeView(subtype.asText(), concerned);
  }

  private static @Nullable InvitationView invitation(Message message) {
    return message.type().equals("groups_v4_invite")
        ? new InvitationView(
            text(message, "inviteCode"), text(message, "inviteGrp"), text(message, "inviteGrpName"))
        : null;
  }

  private static String text(Message message, String attribute) {
    JsonNode value = message.attributes().get(attribute);
    return value == null ? "" : value.asText();
  }

  /** A group as its members see it; the invite code is shown to its admins. */
  GroupView group(Group group) {
    boolean isAdmin = group.participant(owner).filter(p -> p.role() != Role.MEMBER).isPresent();
    Description description = group.description();
    return new GroupView(
        group.id(),
        group.subject(),
        description == null ? "" : description.text(),
        group.rules(),
        isAdmin ? group.inviteCode() : null,
        group.participant(owner).isPresent(),
        isAdmin,
        group.participants().stream().map(p -> member(p.lid(), p.role())).toList(),
        group.requests().stream().map(r -> member(r.lid(), null)).toList());
  }

  private MemberView member(Jid lid, @Nullable Role role) {
    return new MemberView(
        lid,
        scene.accounts().find(lid).map(Account::pn).orElse(null),
        name(lid),
        lid.equals(owner),
        role);
  }

  private List<VoteView> votes(Message message) {
    List<String> names = Votes.options(message);
    return scene.votes().in(message.key()).stream()
        .map(vote ->
            new VoteView(
                vote.sender(),
                name(vote.sender()),
                vote.sender().equals(owner),
                vote.options().stream().map(names::get).toList()))
        .toList();
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
