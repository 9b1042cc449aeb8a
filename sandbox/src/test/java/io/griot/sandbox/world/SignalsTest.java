package io.griot.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireSignal;
import io.griot.sandbox.protocol.WireSignal.SenderKey;
import io.griot.sandbox.protocol.WireSignal.Session;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SignalsTest extends WorldFixture {
  private static final String DEVICE = "d1";

  private Jid group;
  private int sent;

  @BeforeEach
  void prepare() {
    group =
        world.change(
            scene -> scene.memberships().create(shop, "Friends", List.of(awa, blaise)).id());
  }

  private void send(Jid to, @Nullable SenderKey key, Session... sessions) {
    WireSignal signal = new WireSignal(Arrays.asList(sessions), key);
    String id = "3EB0%06d".formatted(++sent);
    world.run(scene -> scene.messages().send(shop, Draft.text(id, to, "m" + sent), DEVICE, signal));
  }

  private List<String> shownTo(Jid phone, Jid chat) {
    return world.read(scene ->
        scene.conversations().of(phone, chat).stream()
            .filter(message -> message.type().equals("chat"))
            .map(Message::body)
            .toList());
  }

  private List<Integer> nacksOf(Jid phone) {
    return world.read(
        scene -> scene.signals().droppedBy(phone).stream().map(Dropped::nack).toList());
  }

  @Test
  void showsEachCounterOnceAndDropsWithoutAWordWhatIsOld() {
    send(awa, null, new Session(awa, "s1", 0));
    send(awa, null, new Session(awa, "s1", 1));
    send(awa, null, new Session(awa, "s1", 1));
    send(awa, null, new Session(awa, "s1", 2));
    assertThat(shownTo(awa, shop)).containsExactly("m1", "m2", "m4");
    assertThat(shownTo(shop, awa)).containsExactly("m1", "m2", "m3", "m4");
    assertThat(nacksOf(awa)).containsExactly(496);
  }

  @Test
  void readsWhatOvertookOthersAndANewSession() {
    send(awa, null, new Session(awa, "s1", 2));
    send(awa, null, new Session(awa, "s1", 0));
    send(awa, null, new Session(awa, "s2", 0));
    assertThat(shownTo(awa, shop)).containsExactly("m1", "m2", "m3");
    assertThat(nacksOf(awa)).isEmpty();
  }

  @Test
  void dropsInAGroupWhatUsesASenderKeysCounterAgain() {
    send(group, new SenderKey("k1", 0), new Session(awa, "s1", 0), new Session(blaise, "s2", 0));
    send(group, new SenderKey("k1", 1));
    send(group, new SenderKey("k1", 1));
    assertThat(shownTo(awa, group)).containsExactly("m1", "m2");
    assertThat(nacksOf(blaise)).containsExactly(496);
  }

  @Test
  void takesNoSenderKeyThatComesByAnOldSession() {
    send(awa, null, new Session(awa, "s1", 0));
    send(group, new SenderKey("k1", 0), new Session(awa, "s1", 0), new Session(blaise, "s2", 0));
    assertThat(shownTo(awa, group)).isEmpty();
    assertThat(shownTo(blaise, group)).containsExactly("m2");
  }

  @Test
  void movesASessionOnByAReceipt() {
    send(awa, null, new Session(awa, "s1", 0));
    world.run(scene ->
        scene.signals().moveOn(DEVICE, new WireSignal(List.of(new Session(awa, "s1", 1)), null)));
    send(awa, null, new Session(awa, "s1", 1));
    assertThat(shownTo(awa, shop)).containsExactly("m1");
  }

  @Test
  void knowsAfterARestartWhatItHasRead() throws IOException {
    send(awa, null, new Session(awa, "s1", 0));
    send(awa, null, new Session(awa, "s1", 0));
    world.close();
    world = World.open(folder, CLOCK, new Random(1));
    send(awa, null, new Session(awa, "s1", 0));
    assertThat(shownTo(awa, shop)).containsExactly("m1");
    assertThat(nacksOf(awa)).hasSize(2);
  }

  @Test
  void makesNothingOfAnEditThatNobodyCanRead() {
    send(awa, null, new Session(awa, "s1", 0));
    MessageKey key = new MessageKey(shop, "3EB0000001");
    WireSignal old = new WireSignal(List.of(new Session(awa, "s1", 0)), null);
    WireSignal next = new WireSignal(List.of(new Session(awa, "s1", 1)), null);
    assertThat(reaches(key, "E1", old)).isFalse();
    assertThat(reaches(key, "E2", next)).isTrue();
  }

  private boolean reaches(MessageKey about, String id, WireSignal signal) {
    return world.change(scene -> scene.messages().reachesAnybody(shop, DEVICE, about, id, signal));
  }
}
