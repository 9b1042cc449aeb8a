package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.World;
import io.javalin.http.Context;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The chats that requests name by {@code {phone}} and {@code {chat}}. Thread-safe. */
final class Places {
  private final World world;

  Places(World world) {
    this.world = world;
  }

  /** Runs the operation with the phone's account and the chat's LID or group. */
  <T> T inChat(Context context, BiFunction<Scene, Place, T> operation) {
    Jid phone = AccountRoutes.phone(context);
    Jid chat = Bodies.address(context.pathParam("chat"));
    return world.change(scene -> {
      Account owner = scene.accounts().get(phone);
      Jid id = chat.isPn() ? scene.accounts().get(chat).lid() : chat;
      return operation.apply(scene, new Place(owner, id));
    });
  }

  /** One chat on one phone. */
  record Place(Account owner, Jid chat) {
    Jid me() {
      return owner.lid();
    }

    /**
     * A message of the chat by its id alone, which is enough unless two authors chose the same.
     *
     * @throws Refusal {@code NO_SUCH_MESSAGE}
     */
    Message find(Scene scene, String id, @Nullable Jid sender) {
      return scene.messages().conversation(me(), chat).stream()
          .filter(m -> m.id().equals(id) && (sender == null || m.sender().equals(sender)))
          .findFirst()
          .orElseThrow(() -> new Refusal(Reason.NO_SUCH_MESSAGE));
    }
  }
}
