package io.griot.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireHistory;
import io.griot.sandbox.world.NumberPrivacy.ShownTo;
import io.griot.sandbox.world.Refusal.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorldTest extends WorldFixture {
  private void reopen() throws IOException {
    world.close();
    world = World.open(folder, CLOCK, new Random(8));
  }

  private Message message(Jid sender, String id) {
    return world.read(scene -> scene.messages().get(new MessageKey(sender, id)));
  }

  private List<Message> conversation(Jid owner, Jid chat) {
    return world.read(scene -> scene.conversations().of(owner, chat));
  }

  private int unread(Jid owner, Jid chat) {
    return world.read(scene -> scene.chats().find(owner, chat).orElseThrow().unreadCount());
  }

  private WireHistory history() {
    return world.read(scene -> scene.histories().of(shop));
  }

  private List<Reaction> reactions(MessageKey key) {
    return world.read(scene -> scene.reactions().to(key));
  }

  private Optional<Device> find(String device) {
    return world.read(scene -> scene.devices().find(device));
  }

  private List<KeptPush> queue(String device) {
    return world.read(scene -> scene.devices().kept(device));
  }

  @Test
  void aReadChangesNothing() {
    world.run(scene -> scene.devices().link("d1", awa, "key"));
    List<Consumer<Scene>> writes =
        List.of(
            scene -> scene.messages().send(shop, Draft.text("3EB001", awa, "x"), null),
            scene -> scene.devices().setAvailable("d1", true),
            scene -> scene.devices().unlink("d1"),
            scene -> scene.devices().connectionChanged(awa));
    for (Consumer<Scene> write : writes) {
      assertThatThrownBy(() ->
              world.read(scene -> {
                write.accept(scene);
                return true;
              }))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(conversation(awa, shop)).isEmpty();
    assertThat(find("d1")).isPresent();
    assertThat(world.<Boolean>read(scene -> scene.devices().isAvailable(awa))).isFalse();
  }

  @Test
  void takesTheSameSenderAndIdForTheSameMessage() {
    say(shop, awa, "3EB001", "Bonjour");
    Message again = say(shop, awa, "3EB001", "Bonjour encore");

    assertThat(again.body()).isEqualTo("Bonjour");
    assertThat(again.timesReceived()).isEqualTo(2);
    assertThat(conversation(awa, shop)).hasSize(1);
    assertThat(conversation(shop, awa)).hasSize(1);
    assertThat(unread(awa, shop)).isEqualTo(1);
  }

  @Test
  void tellsNoDeviceOfADuplicate() {
    world.run(scene -> scene.devices().link("d1", awa, "key"));
    say(shop, awa, "3EB001", "Bonjour");
    say(shop, awa, "3EB001", "Bonjour");

    assertThat(kept("d1")).hasSize(1);
  }

  @Test
  void keepsMessagesOfDifferentSendersWithTheSameIdApart() {
    say(shop, awa, "3EB001", "Bonjour");
    say(awa, shop, "3EB001", "Bonsoir");

    assertThat(conversation(awa, shop))
        .extracting(Message::body)
        .containsExactly("Bonjour", "Bonsoir");
  }

  @Test
  void raisesAcksAndNeverLowersThem() {
    MessageKey key = say(shop, awa, "3EB001", "Bonjour").key();
    assertThat(message(shop, "3EB001").ack()).isEqualTo(Ack.SERVER);

    world.run(scene -> scene.receipts().delivered(awa, key));
    assertThat(message(shop, "3EB001").ack()).isEqualTo(Ack.DEVICE);
    world.run(scene -> scene.receipts().read(awa, shop, Set.of(), null));
    world.run(scene -> scene.receipts().delivered(awa, key));
    assertThat(message(shop, "3EB001").ack()).isEqualTo(Ack.READ);
    assertThat(unread(awa, shop)).isZero();
  }

  @Test
  void showsAStatusPostToTheAddressBookUntilItIsTakenBack() {
    world.run(scene -> scene.contacts().save(shop, awa, "Awa"));
    MessageKey key = say(shop, Jid.STATUS, "3EB0AA", "Open until eight").key();
    assertThat(conversation(awa, Jid.STATUS)).extracting(Message::id).containsExactly("3EB0AA");
    assertThat(conversation(blaise, Jid.STATUS)).isEmpty();
    assertThat(message(shop, "3EB0AA").ackOf(awa)).isEqualTo(Ack.DEVICE);

    world.run(scene -> scene.receipts().read(awa, Jid.STATUS, Set.of(), null));
    assertThat(message(shop, "3EB0AA").ackOf(awa)).isEqualTo(Ack.READ);
    world.run(scene -> scene.messageChanges().revoke(shop, key, null));
    assertThat(conversation(awa, Jid.STATUS)).allMatch(Message::isRevoked);
  }

  @Test
  void countsAGroupMessageAsReadWhenTheLastHasReadIt() {
    world.run(scene -> scene.devices().link("d1", shop, "key"));
    Jid group =
        world.change(scene -> scene.memberships().create(shop, "G", List.of(awa, blaise)).id());
    say(shop, group, "3EB001", "Bonjour");

    world.run(scene -> scene.receipts().read(awa, group, Set.of(), null));
    assertThat(message(shop, "3EB001").ack()).isEqualTo(Ack.SERVER);
    assertThat(messageAcks("d1")).containsExactly(1);
    world.run(scene -> scene.receipts().read(blaise, group, Set.of(), null));
    assertThat(message(shop, "3EB001").ack()).isEqualTo(Ack.READ);
    assertThat(messageAcks("d1")).containsExactly(1, 3);
  }

  private List<Integer> messageAcks(String device) {
    return kept(device).stream()
        .filter(Push.Receipt.class::isInstance)
        .map(push -> ((Push.Receipt) push).messageAck())
        .toList();
  }

  @Test
  void doesNotTellTheSendingDeviceOfItsOwnMessageButTheOthers() {
    world.run(scene -> scene.devices().link("d1", shop, "key"));
    world.run(scene -> scene.devices().link("d2", shop, "key"));
    world.run(scene -> scene.messages().send(shop, Draft.text("3EB001", awa, "x"), "d1"));

    assertThat(kept("d1")).isEmpty();
    assertThat(kept("d2")).singleElement().isInstanceOf(Push.Message.class);
  }

  @Test
  void keepsPushesUntilTheyAreConfirmedAndNumbersThemOn() throws IOException {
    world.run(scene -> scene.devices().link("d1", awa, "key"));
    say(shop, awa, "3EB001", "un");
    say(shop, awa, "3EB002", "deux");
    world.run(scene -> scene.devices().confirm("d1", 1));
    assertThat(kept("d1")).hasSize(1);
    world.run(scene -> scene.devices().confirm("d1", 99));
    assertThat(kept("d1")).isEmpty();

    reopen();
    say(shop, awa, "3EB003", "trois");
    assertThat(queue("d1")).extracting(KeptPush::n).containsExactly(3L);
  }

  @Test
  void forgetsTheQueueOfAnUnlinkedDevice() throws IOException {
    world.run(scene -> scene.devices().link("d1", awa, "key"));
    say(shop, awa, "3EB001", "un");
    world.run(scene -> scene.devices().unlink("d1"));

    reopen();
    assertThat(find("d1")).isEmpty();
    assertThat(kept("d1")).isEmpty();
  }

  @Test
  void linksNoFifthDevice() {
    for (int i = 0; i < Devices.MAX_PER_ACCOUNT; i++) {
      String id = "d" + i;
      world.run(scene -> scene.devices().link(id, shop, "key"));
    }

    assertRefused(
        () -> world.run(s -> s.devices().link("d9", shop, "key")), Reason.TOO_MANY_DEVICES);
  }

  @Test
  void isTheSameAfterARestart() throws IOException {
    Jid group = world.change(scene -> scene.memberships().create(shop, "G", List.of(awa)).id());
    MessageKey key = say(shop, group, "3EB001", "Bonjour").key();
    world.run(scene -> scene.reactions().react(awa, key, "R1", "👍", null));
    world.run(scene -> scene.contacts().save(shop, awa, "Awa"));
    world.run(scene -> scene.messageChanges().edit(shop, "3EB001", "Bonsoir", List.of(), null));
    WireHistory before = history();

    reopen();
    assertThat(history()).isEqualTo(before);
    reopen();
    assertThat(history()).isEqualTo(before);
  }

  @Test
  void leavesOutWhatAKilledServerHadHalfWritten() throws IOException {
    say(shop, awa, "3EB001", "Bonjour");
    world.close();
    Files.writeString(
        folder.resolve("world.jsonl"), "[{\"table\":\"message\",\"row", StandardOpenOption.APPEND);

    world = World.open(folder, CLOCK, new Random(8));
    assertThat(conversation(awa, shop)).hasSize(1);
    say(shop, awa, "3EB002", "Encore");
    reopen();
    assertThat(conversation(awa, shop)).hasSize(2);
  }

  @Test
  void refusesASecondServerOnTheSameFolder() {
    assertThatThrownBy(() -> World.open(folder, CLOCK, new Random(9)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another sandbox");
  }

  @Test
  void hidesANumberFromThoseWhoHaveNothingToDoWithIt() {
    Jid group = world.change(s -> s.memberships().create(shop, "G", List.of(awa, blaise)).id());

    var participants =
        world.read(s -> s.groups().wire(s.groups().find(group).orElseThrow(), awa)).participants();
    assertThat(participants).filteredOn(p -> p.lid().equals(blaise)).allMatch(p -> p.pn() == null);
    world.run(scene -> scene.contacts().save(awa, blaise, "Blaise"));
    var known =
        world.read(s -> s.groups().wire(s.groups().find(group).orElseThrow(), awa)).participants();
    assertThat(known).filteredOn(p -> p.lid().equals(blaise)).noneMatch(p -> p.pn() == null);
  }

  @Test
  void tellsANumberByAFirstMessageOnlyToWhoAsksOrToNobody() throws IOException {
    say(awa, shop, "M1", "Bonjour");
    assertThat(numberToldToTheShop(awa)).isNotNull();

    world.run(scene -> scene.accounts().setNumberPrivacy(blaise, ShownTo.WHO_ASKS));
    say(blaise, shop, "M2", "Bonjour");
    assertThat(numberToldToTheShop(blaise)).isNull();
    assertThat(lookedUpByTheShop(blaise)).isNotNull();
    reopen();
    assertThat(numberToldToTheShop(blaise)).as("once asked, it stays known").isNotNull();

    Jid hidden = person("237690000004");
    world.run(scene -> scene.accounts().setNumberPrivacy(hidden, ShownTo.NOBODY));
    say(hidden, shop, "M3", "Bonjour");
    assertThat(lookedUpByTheShop(hidden)).isNull();
    assertThat(numberToldToTheShop(hidden)).isNull();
    assertThat(lookedUpByTheShop(Jid.pn("237690000004"))).isNotNull();
  }

  private @Nullable Jid numberToldToTheShop(Jid other) {
    return world.read(s -> s.accounts().contact(shop, s.accounts().get(other))).pn();
  }

  private @Nullable Jid lookedUpByTheShop(Jid asked) {
    return world.change(s -> s.accounts().looked(shop, asked, s.accounts().get(asked))).pn();
  }

  @Test
  void letsNobodyWriteToAGroupThatTheyHaveLeft() {
    Jid group = world.change(scene -> scene.memberships().create(shop, "G", List.of(awa)).id());
    say(awa, group, "3EB001", "Salut");
    world.run(scene -> scene.memberships().leave(awa, group));

    assertRefused(() -> say(awa, group, "3EB002", "Encore"), Reason.NOT_A_PARTICIPANT);
    assertThat(conversation(awa, group))
        .filteredOn(message -> message.type().equals("chat"))
        .hasSize(1);
  }

  @Test
  void replacesAReactionAndTakesItBack() {
    MessageKey key = say(shop, awa, "3EB001", "Bonjour").key();
    world.run(scene -> scene.reactions().react(awa, key, "R1", "👍", null));
    world.run(scene -> scene.reactions().react(awa, key, "R2", "❤️", null));
    assertThat(reactions(key)).extracting(Reaction::text).containsExactly("❤️");

    world.run(scene -> scene.reactions().react(awa, key, "R3", "", null));
    assertThat(reactions(key)).isEmpty();
  }

  @Test
  void refusesWhatCannotBe() {
    assertRefused(() -> say(shop, Jid.pn("237699999999"), "3EB001", "x"), Reason.NOT_ON_WHATSAPP);
    assertRefused(() -> say(shop, Jid.group("120363000000"), "3EB001", "x"), Reason.NO_SUCH_GROUP);
    assertRefused(() -> say(shop, awa, "with blank", "x"), Reason.BAD_MESSAGE_ID);
    assertRefused(
        () -> say(shop, awa, "3EB001", "x".repeat(Messages.MAX_BODY + 1)), Reason.TOO_LONG);
    assertRefused(() -> person("237690000001"), Reason.ACCOUNT_EXISTS);
  }

  private static void assertRefused(Runnable action, Reason reason) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
