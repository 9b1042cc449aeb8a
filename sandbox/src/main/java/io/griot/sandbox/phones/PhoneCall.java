package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.Scene;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** A request to a phone, inside the world. It must not be kept. */
record PhoneCall(Context context, Scene scene, Account owner, NewIds ids) {

  /**
   * A request with the account that its path names.
   *
   * @throws Refusal {@code NOT_ON_WHATSAPP}
   */
  static PhoneCall of(Context context, Scene scene, NewIds ids) {
    return new PhoneCall(context, scene, scene.accounts().get(phone(context)), ids);
  }

  /** The account's address in the path. */
  static Jid phone(Context context) {
    return Bodies.address(context.pathParam("phone"));
  }

  /** The account's LID. */
  Jid me() {
    return owner.lid();
  }

  <T extends Record> T body(Class<T> type) {
    return Bodies.read(context, type);
  }

  String path(String name) {
    return context.pathParam(name);
  }

  /** An address in the path: a phone number is replaced by its LID. */
  Jid address(String name) {
    Jid address = Bodies.address(path(name));
    return address.isPn() ? scene.accounts().get(address).lid() : address;
  }

  /** The chat in the path. */
  Jid chat() {
    return address("chat");
  }

  /** A new id for a message of the phone. */
  String newId() {
    return ids.next(owner.platform());
  }

  /**
   * Finds a message of the chat by its id. The sender is needed only if two authors used the same
   * id.
   *
   * @throws Refusal {@code NO_SUCH_MESSAGE}
   */
  Message message(String id, @Nullable Jid sender) {
    return scene.conversations().of(me(), chat()).stream()
        .filter(m -> m.id().equals(id) && (sender == null || m.sender().equals(sender)))
        .findFirst()
        .orElseThrow(() -> new Refusal(Reason.NO_SUCH_MESSAGE));
  }

  Views views() {
    return new Views(scene, me());
  }
}
