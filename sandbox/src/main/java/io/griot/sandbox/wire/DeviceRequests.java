package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Answer;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireReaction;
import io.griot.sandbox.protocol.WireSignal;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Chat;
import io.griot.sandbox.world.Device;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.MessageKey;
import io.griot.sandbox.world.Messages;
import io.griot.sandbox.world.Picture;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out the requests of logged-in devices. Stateless. */
final class DeviceRequests {
  private static final int MAX_USYNC = 1000;

  private static final Answer DONE = new Answer.Done();

  private DeviceRequests() {}

  /**
   * Carries out a request and returns its answer.
   *
   * @param limits decides whether a message to a new person may be sent
   * @throws Refusal when the world refuses it
   * @throws IllegalArgumentException when the request is malformed
   */
  static Answer answer(Scene scene, AccountLimits limits, Device device, Request.OfDevice request) {
    Jid me = device.account();
    return switch (request) {
      case Request.Retry(Jid author, String id) -> {
        scene.resends().retry(device, key(scene, author, id));
        yield DONE;
      }
      case Request.PlaceholderResend(List<Request.Placeholder> messages) -> {
        scene
            .resends()
            .fromPhone(
                device, messages.stream().map(one -> key(scene, one.author(), one.id())).toList());
        yield DONE;
      }
      case Request.Send(WireMessage message, WireSignal signal) ->
          send(scene, limits, device, message, signal);
      case Request.React(WireReaction reaction, WireSignal signal) ->
          react(scene, device, reaction, signal);
      case Request.Edit edit -> edit(scene, device, edit);
      case Request.Revoke(Jid _, String target, Jid author, String id, WireSignal signal) -> {
        MessageKey key = new MessageKey(author == null ? me : author, target);
        yield scene.messages().reachesAnybody(me, device.id(), key, id, signal)
            ? new Answer.Accepted(scene.messageChanges().revoke(me, key, device.id()).t())
            : new Answer.Accepted(scene.messages().get(key).t());
      }
      case Request.Resend(Jid _, String _, WireSignal signal) -> {
        scene.signals().moveOn(device.id(), signal);
        yield DONE;
      }
      case Request.PreKeys _ -> DONE;
      case Request.Order(String id, String token) ->
          new Answer.Order(scene.orders().get(id, token));
      case Request.Read(Jid chat, List<String> ids, WireSignal signal) -> {
        if (signal != null) {
          scene.signals().moveOn(device.id(), signal);
        }
        scene.receipts().read(me, resolve(scene, chat), Set.copyOf(ids), device.id());
        yield DONE;
      }
      case Request.OlderMessages(Jid chat, String before) -> {
        scene
            .histories()
            .older(me, resolve(scene, chat), before)
            .ifPresent(history -> scene.devices().push(device.id(), new Push.History(history)));
        yield DONE;
      }
      case Request.Usync(List<String> users) -> usync(scene, me, users);
      case Request.OfChannel asked -> ChannelRequests.answer(scene, me, asked);
      case Request.OfGroup asked -> GroupRequests.answer(scene, me, asked);
      case Request.OfLimits asked -> limits.answer(me, asked);
      case Request.Picture(Jid id) ->
          new Answer.Picture(scene.pictures().find(id).map(Picture::wire).orElse(null));
      case Request.SetPicture(Jid id, String image, String preview) -> {
        if (image == null || preview == null) {
          scene.pictures().remove(me, id);
          yield new Answer.Picture(null);
        }
        yield new Answer.Picture(scene.pictures().set(me, id, image, preview).wire());
      }
      case Request.Presence(Jid chat, String state) -> {
        if (chat == null) {
          scene.devices().setAvailable(device.id(), state.equals("available"));
        }
        tellPresence(scene, me, chat == null ? null : resolve(scene, chat), state);
        yield DONE;
      }
      case Request.ChatSettings wanted -> {
        scene.chats().set(me, wanted.of(resolve(scene, wanted.chat())), device.id());
        yield DONE;
      }
      case Request.ClearChat(Jid chat) -> {
        scene.conversations().clear(me, resolve(scene, chat), device.id());
        yield DONE;
      }
      case Request.DeleteChat(Jid chat) -> {
        scene.conversations().delete(me, resolve(scene, chat), device.id());
        yield DONE;
      }
      case Request.LabelChats(List<Jid> chats, List<String> add, List<String> remove) -> {
        chats.forEach(
            chat -> scene.labels().change(me, resolve(scene, chat), add, remove, device.id()));
        yield DONE;
      }
      case Request.Block(Jid contact, boolean blocked) -> {
        scene.blocks().set(me, contact, blocked, device.id());
        yield DONE;
      }
      case Request.Profile(String pushname, String about) -> {
        scene.accounts().profile(me, pushname, about);
        yield DONE;
      }
      case Request.About(Jid contact) -> about(scene, me, contact);
      case Request.DeviceCount(Jid contact) ->
          new Answer.DeviceCount(
              scene
                  .accounts()
                  .find(contact)
                  .map(account -> scene.devices().of(account.lid()).size() + 1)
                  .orElse(0));
      case Request.Received(long upTo) -> {
        scene.devices().confirm(device.id(), upTo);
        yield DONE;
      }
      case Request.Logout _ -> {
        scene.devices().unlink(device.id());
        yield DONE;
      }
    };
  }

  private static Answer edit(Scene scene, Device device, Request.Edit edit) {
    Jid me = device.account();
    Messages messages = scene.messages();
    MessageKey key = new MessageKey(me, edit.target());
    boolean isRead = messages.reachesAnybody(me, device.id(), key, edit.id(), edit.signal());
    Message message =
        isRead
            ? scene
                .messageChanges()
                .edit(me, edit.target(), edit.body(), edit.mentioned(), device.id())
            : messages.get(key);
    return new Answer.Accepted(message.t());
  }

  private static MessageKey key(Scene scene, Jid author, String id) {
    return new MessageKey(resolve(scene, author), id);
  }

  private static Answer send(
      Scene scene,
      AccountLimits limits,
      Device device,
      WireMessage message,
      @Nullable WireSignal signal) {
    Jid me = device.account();
    boolean isAnotherQuota = limits.admit(scene, me, message);
    Message sent = scene.messages().send(me, Draft.of(message), device.id(), signal);
    if (isAnotherQuota) {
      scene.devices().tell(me, null, limits.push(me));
    }
    return new Answer.Accepted(sent.t());
  }

  private static Answer react(
      Scene scene, Device device, WireReaction reaction, @Nullable WireSignal signal) {
    Jid me = device.account();
    WireReaction.WireTarget target = reaction.target();
    Jid other = target.participant() == null ? reaction.chat() : target.participant();
    Jid author = target.fromMe() ? me : resolve(scene, other);
    MessageKey key = new MessageKey(author, target.id());
    if (!scene.messages().reachesAnybody(me, device.id(), key, reaction.id(), signal)) {
      return new Answer.Accepted(scene.messages().get(key).t());
    }
    return new Answer.Accepted(
        scene.reactions().react(me, key, reaction.id(), reaction.text(), device.id()).t());
  }

  private static Answer usync(Scene scene, Jid me, List<String> users) {
    if (users.size() > MAX_USYNC) {
      throw new IllegalArgumentException("users has more than " + MAX_USYNC);
    }
    List<@Nullable WireContact> found = new ArrayList<>();
    users.forEach(user -> found.add(lookUp(scene, me, user).orElse(null)));
    return new Answer.Users(found);
  }

  /**
   * Looks an account up. A text that is neither a number nor a LID is unknown and not an error:
   * callers look up whatever they have.
   */
  private static Optional<WireContact> lookUp(Scene scene, Jid me, String user) {
    String address = user.contains("@") ? user : user + "@c.us";
    if (!Jid.isWellFormed(address)) {
      return Optional.empty();
    }
    Jid asked = new Jid(address);
    return scene.accounts().find(asked).map(account -> scene.accounts().looked(me, asked, account));
  }

  /**
   * A person's about text. Like everything outside groups it is hidden from accounts that the
   * person has blocked.
   */
  private static Answer about(Scene scene, Jid me, Jid id) {
    return new Answer.About(
        scene
            .accounts()
            .find(id)
            .filter(account -> !scene.blocks().has(account.lid(), me))
            .map(Account::about)
            .orElse(null));
  }

  /**
   * Reports the account's presence to the people of a chat, or, without a chat, to all people with
   * whom it has chats.
   */
  static void tellPresence(Scene scene, Jid me, @Nullable Jid chat, String state) {
    if (chat == null) {
      for (Chat each : scene.chats().of(me)) {
        if (!each.id().isGroup() && !scene.blocks().has(me, each.id())) {
          scene.devices().tell(each.id(), null, new Push.Presence(me, me, state));
        }
      }
      return;
    }
    for (Jid other : scene.addressees().of(me, chat)) {
      scene.devices().tell(other, null, new Push.Presence(chat.isGroup() ? chat : me, me, state));
    }
  }

  /** The chat's LID: chats are stored by LID, but a phone number is accepted. */
  private static Jid resolve(Scene scene, Jid chat) {
    return chat.isPn() ? scene.accounts().get(chat).lid() : chat;
  }
}
