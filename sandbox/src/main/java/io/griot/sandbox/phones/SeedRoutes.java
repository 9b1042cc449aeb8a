package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Accounts.NewAccount;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.World;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP routes that fill a phone with chats and contacts, for benchmarks. Thread-safe. */
final class SeedRoutes {
  private static final int MAX_CHATS = 5000;
  private static final int MAX_MESSAGES = 1000;
  private static final int MAX_CONTACTS = 20_000;
  private static final int CONTACTS_AT_ONCE = 200;

  /** The first of a range of unused numbers: country code 999 is not assigned. */
  private static final long FIRST_NUMBER = 999_000_000_000L;

  private final World world;
  private final NewIds ids;

  SeedRoutes(World world, NewIds ids) {
    this.world = world;
    this.ids = ids;
  }

  record Seed(int chats, int messagesPerChat, @Nullable Integer contacts) {}

  void configure(PhoneRoutes routes) {
    routes.add(HandlerType.POST, "/seed", this::seed);
  }

  private void seed(Context context) {
    Jid phone = PhoneCall.phone(context);
    Seed seed = Bodies.read(context, Seed.class);
    if (seed.chats() < 1 || seed.chats() > MAX_CHATS) {
      throw new IllegalArgumentException("chats is 1 to " + MAX_CHATS);
    }
    if (seed.messagesPerChat() < 1 || seed.messagesPerChat() > MAX_MESSAGES) {
      throw new IllegalArgumentException("messagesPerChat is 1 to " + MAX_MESSAGES);
    }
    int contacts = seed.contacts() == null ? 0 : seed.contacts();
    if (contacts < 0 || contacts > MAX_CONTACTS) {
      throw new IllegalArgumentException("contacts is 0 to " + MAX_CONTACTS);
    }
    for (int i = 0; i < seed.chats(); i++) {
      newChat(phone, seed.messagesPerChat());
    }
    for (int left = contacts; left > 0; left -= CONTACTS_AT_ONCE) {
      newContacts(phone, Math.min(left, CONTACTS_AT_ONCE));
    }
    context.status(HttpStatus.CREATED).json(Map.of("chats", seed.chats(), "contacts", contacts));
  }

  /** Adds people to the address book who have never written. */
  private void newContacts(Jid phone, int count) {
    world.run(scene -> {
      Jid owner = scene.accounts().get(phone).lid();
      for (int i = 0; i < count; i++) {
        Account client = newClient(scene);
        scene.contacts().save(owner, client.lid(), client.pushname());
      }
    });
  }

  private static Account newClient(Scene scene) {
    long number = FIRST_NUMBER + scene.accounts().count();
    String name = "Client " + number % 1_000_000;
    return scene
        .accounts()
        .create(
            new NewAccount(Jid.pn(Long.toString(number)), name, Platform.ANDROID, "", true, true));
  }

  /** Adds a chat. One change per chat, so that others do not wait for all of them. */
  private void newChat(Jid phone, int messages) {
    world.run(scene -> {
      Jid owner = scene.accounts().get(phone).lid();
      Account client = newClient(scene);
      for (int i = 0; i < messages; i++) {
        boolean ours = i % 2 == 1;
        scene
            .messages()
            .send(
                ours ? owner : client.lid(),
                Draft.text(
                    ids.next(Platform.ANDROID), ours ? client.lid() : owner, "Message " + (i + 1)),
                null);
      }
    });
  }
}
