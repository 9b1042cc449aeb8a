package io.griot.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Refusal.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Emptying, deleting and labelling chats, and blocking people. */
class ChatKeepingTest extends WorldFixture {
  private Message say(Jid from, Jid to, String id) {
    return world.change(scene -> scene.messages().send(from, Draft.text(id, to, "Text"), null));
  }

  private List<String> conversation(Jid owner, Jid chat) {
    return world.read(
        scene -> scene.conversations().of(owner, chat).stream().map(Message::id).toList());
  }

  private List<Chat> chats() {
    return world.read(scene -> scene.chats().of(shop));
  }

  @Test
  void emptiesAChatForOneSideAndForGood() throws IOException {
    say(awa, shop, "A1");
    say(shop, awa, "S1");

    world.run(scene -> scene.conversations().clear(shop, awa, null));
    say(awa, shop, "A2");
    world.close();
    world = World.open(folder, CLOCK, new Random(8));

    assertThat(conversation(shop, awa)).containsExactly("A2");
    assertThat(conversation(awa, shop)).containsExactly("A1", "S1", "A2");
  }

  @Test
  void bringsADeletedChatBackWithoutWhatItHeld() {
    say(awa, shop, "A1");

    world.run(scene -> scene.conversations().delete(shop, awa, null));
    assertThat(chats()).isEmpty();
    say(awa, shop, "A2");

    assertThat(chats()).hasSize(1);
    assertThat(conversation(shop, awa)).containsExactly("A2");
  }

  @Test
  void keepsTheChatOfAGroupThatOneIsIn() {
    Jid group =
        world.change(scene -> scene.memberships().create(shop, "Regulars", List.of(awa))).id();

    assertThatThrownBy(() -> world.run(scene -> scene.conversations().delete(shop, group, null)))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.STILL_A_PARTICIPANT));
  }

  @Test
  void letsNothingThroughFromWhoIsBlocked() {
    say(awa, shop, "A1");

    world.run(scene -> scene.blocks().set(shop, awa, true, null));
    Message stopped = say(awa, shop, "A2");
    world.run(scene -> scene.blocks().set(shop, awa, false, null));
    say(awa, shop, "A3");

    assertThat(conversation(shop, awa)).containsExactly("A1", "A3");
    assertThat(stopped.ack()).isEqualTo(Ack.SERVER);
  }

  @Test
  void tellsOtherDevicesWhomTheAccountBlocks() {
    world.run(scene -> {
      scene.devices().link("one", shop, "key");
      scene.devices().link("other", shop, "key");
      scene.blocks().set(shop, awa, true, "one");
    });

    assertThat(kept("one")).isEmpty();
    assertThat(kept("other")).containsExactly(new Push.Blocked(List.of(awa)));
  }

  @Test
  void labelsChatsOfBusinessesOnly() {
    say(awa, shop, "A1");
    world.run(scene -> scene.labels().create(shop, "New", 0));

    Chat chat =
        world.change(scene -> scene.labels().change(shop, awa, List.of("1"), List.of(), null));

    assertThat(chat.labels()).containsExactly("1");
    assertRefused(Reason.NO_SUCH_LABEL, shop, awa, "2");
    assertRefused(Reason.NOT_A_BUSINESS, awa, shop, "1");
  }

  private void assertRefused(Reason reason, Jid owner, Jid chat, String label) {
    assertThatThrownBy(() ->
            world.run(scene -> scene.labels().change(owner, chat, List.of(label), List.of(), null)))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
