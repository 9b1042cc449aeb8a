package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireOrder;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a logged-in device's requests do in the world, and what they are answered. Stateless. */
final class DeviceRequests {
  private static final int MAX_USYNC = 1000;

  /** The answer that says nothing but yes. */
  private static final Map<String, Object> DONE = Map.of();

  private DeviceRequests() {}

  private record Accepted(long t) {}

  private record Users(List<@Nullable WireContact> users) {}

  private record AboutAnswer(@Nullable String about) {}

  private record Count(int count) {}

  private record PictureAnswer(@Nullable Picture picture) {}

  private record OrderAnswer(WireOrder order) {}

  /**
   * Does what the device asks.
   *
   * @return the reply's result, for Jackson
   * @throws Refusal when the world says no
   * @throws IllegalArgumentException when the request is not well formed
   */
  static Object answer(Scene scene, Device device, Request.OfDevice request) {
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
          send(scene, device, message, signal);
      case Request.React(WireReaction reaction, WireSignal signal) ->
          react(scene, device, reaction, signal);
      case Request.Edit edit -> edit(scene, device, edit);
      case Request.Revoke(Jid _, String target, Jid author, String id, WireSignal signal) -> {
        MessageKey key = new MessageKey(author == null ? me : author, target);
        yield scene.messages().reachesAnybody(me, device.id(), key, id, signal)
            ? new Accepted(scene.messages().revoke(me, key, device.id()).t())
            : new Accepted(scene.messages().get(key).t());
      }
      case Request.Resend(Jid _, String _, WireSignal signal) -> {
        scene.signals().moveOn(device.id(), signal);
        yield DONE;
      }
      case Request.PreKeys _ -> DONE;
      case Request.OrderQuery(String id, String token) ->
          new OrderAnswer(scene.orders().get(id, token));
      case Request.Read(Jid chat, List<String> ids, WireSignal signal) -> {
        if (signal != null) {
          scene.signals().moveOn(device.id(), signal);
        }
        scene.messages().read(me, resolve(scene, chat), Set.copyOf(ids), device.id());
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
      case Request.PictureQuery(Jid id) ->
          new PictureAnswer(scene.pictures().find(id).orElse(null));
      case Request.SetPicture(Jid id, String image, String preview) -> {
        if (image == null || preview == null) {
          scene.pictures().remove(me, id);
          yield new PictureAnswer(null);
        }
        yield new PictureAnswer(scene.pictures().set(me, id, image, preview));
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
        scene.messages().clear(me, resolve(scene, chat), device.id());
        yield DONE;
      }
      case Request.DeleteChat(Jid chat) -> {
        scene.messages().deleteChat(me, resolve(scene, chat), device.id());
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
          new Count(
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

  private static Accepted edit(Scene scene, Device device, Request.Edit edit) {
    Jid me = device.account();
    Messages messages = scene.messages();
    MessageKey key = new MessageKey(me, edit.target());
    boolean isRead = messages.reachesAnybody(me, device.id(), key, edit.id(), edit.signal());
    Message message =
        isRead
            ? messages.edit(me, edit.target(), edit.body(), edit.mentioned(), device.id())
            : messages.get(key);
    return new Accepted(message.t());
  }

  private static MessageKey key(Scene scene, Jid author, String id) {
    return new MessageKey(resolve(scene, author), id);
  }

  private static Accepted send(
      Scene scene, Device device, WireMessage message, @Nullable WireSignal signal) {
    Draft draft =
        new Draft(
            message.id(),
            message.chat(),
            message.type(),
            message.body(),
            message.attributes(),
            message.quoted());
    return new Accepted(scene.messages().send(device.account(), draft, device.id(), signal).t());
  }

  private static Accepted react(
      Scene scene, Device device, WireReaction reaction, @Nullable WireSignal signal) {
    Jid me = device.account();
    WireReaction.WireTarget target = reaction.target();
    Jid other = target.participant() == null ? reaction.chat() : target.participant();
    Jid author = target.fromMe() ? me : resolve(scene, other);
    MessageKey key = new MessageKey(author, target.id());
    if (!scene.messages().reachesAnybody(me, device.id(), key, reaction.id(), signal)) {
      return new Accepted(scene.messages().get(key).t());
    }
    return new Accepted(
        scene.reactions().react(me, key, reaction.id(), reaction.text(), device.id()).t());
  }

  private static Users usync(Scene scene, Jid me, List<String> users) {
    if (users.size() > MAX_USYNC) {
      throw new IllegalArgumentException("users has more than " + MAX_USYNC);
    }
    List<@Nullable WireContact> found = new ArrayList<>();
    users.forEach(user -> found.add(lookUp(scene, me, user).orElse(null)));
    return new Users(found);
  }

  /** What is neither a number nor a LID is nobody, not an error: callers look up what they have. */
  private static Optional<WireContact> lookUp(Scene scene, Jid me, String user) {
    String address = user.contains("@") ? user : user + "@c.us";
    if (!Jid.isWellFormed(address)) {
      return Optional.empty();
    }
    Jid asked = new Jid(address);
    return scene.accounts().find(asked).map(account -> scene.accounts().looked(me, asked, account));
  }

  /** Hidden from those whom the other has blocked, like everything that is not a group's. */
  private static AboutAnswer about(Scene scene, Jid me, Jid id) {
    return new AboutAnswer(
        scene
            .accounts()
            .find(id)
            .filter(account -> !scene.blocks().has(account.lid(), me))
            .map(Account::about)
            .orElse(null));
  }

  /** Tells a chat's people what the account does there; without a chat, all it talks with. */
  static void tellPresence(Scene scene, Jid me, @Nullable Jid chat, String state) {
    if (chat == null) {
      for (Chat each : scene.chats().of(me)) {
        if (!each.id().isGroup() && !scene.blocks().has(me, each.id())) {
          scene.devices().tell(each.id(), null, new Push.Presence(me, me, state));
        }
      }
      return;
    }
    for (Jid other : scene.messages().recipients(me, chat)) {
      scene.devices().tell(other, null, new Push.Presence(chat.isGroup() ? chat : me, me, state));
    }
  }

  /** Chats are kept by LID; a phone number is accepted for one. */
  private static Jid resolve(Scene scene, Jid chat) {
    return chat.isPn() ? scene.accounts().get(chat).lid() : chat;
  }
}
