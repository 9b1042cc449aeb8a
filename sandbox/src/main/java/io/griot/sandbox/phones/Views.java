package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Screen;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireReaction;
import io.griot.sandbox.protocol.WireVote;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Chat;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Group.Description;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Scene;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the JSON views of a phone's screen. To be used inside the world. */
final class Views {
  private final Scene scene;
  private final Jid owner;

  /** The views of the phone whose account has this LID. */
  Views(Scene scene, Jid owner) {
    this.scene = scene;
    this.owner = owner;
  }

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

  static Screen.Phone phone(Scene scene, Account account) {
    int unread =
        scene.chats().of(account.lid()).stream()
            .mapToInt(chat -> Math.max(0, chat.unreadCount()))
            .sum();
    return new Screen.Phone(
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

  Screen.Chat chat(Chat chat) {
    List<Message> latest = scene.conversations().latest(owner, chat.id(), 1);
    Optional<Group> group = scene.groups().find(chat.id());
    return new Screen.Chat(
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

  Screen.Message message(Message message) {
    WireMessage wire = scene.messages().wire(message, owner);
    List<WireReaction> reactions = scene.reactions().shown(message, owner);
    List<WireVote> votes = scene.votes().shown(message, owner);
    return new Screen.Message(
        wire,
        message.sender(),
        message.edited(),
        reactions,
        votes,
        names(message, reactions, votes),
        message.timesReceived(),
        scene.arrivals().wasNotified(owner, message.key()));
  }

  /** The owner's names for everybody in a message. */
  private Map<Jid, String> names(
      Message message, List<WireReaction> reactions, List<WireVote> votes) {
    Set<Jid> people = new LinkedHashSet<>();
    people.add(message.sender());
    if (message.quoted() != null) {
      people.add(message.quoted().participant());
    }
    reactions.forEach(reaction -> people.add(reaction.sender()));
    votes.forEach(vote -> people.add(vote.sender()));
    JsonNode concerned = message.attributes().get("recipients");
    if (concerned != null) {
      concerned.forEach(lid -> people.add(new Jid(lid.asText())));
    }
    return people.stream().collect(Collectors.toMap(Function.identity(), this::name));
  }

  /** A group as its members see it. Only its admins see the invite code. */
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

  /** The name in the owner's address book, or the other's public name. */
  private String name(Jid other) {
    return scene
        .accounts()
        .savedName(owner, other)
        .or(() -> scene.accounts().find(other).map(Account::pushname))
        .orElse(other.user());
  }
}
