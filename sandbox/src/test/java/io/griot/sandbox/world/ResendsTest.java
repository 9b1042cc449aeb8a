package io.griot.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.world.Unreadable.Until;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResendsTest extends WorldFixture {
  private Device device;

  @BeforeEach
  void prepare() {
    device = world.change(scene -> scene.devices().link("device", shop, "key"));
  }

  @Test
  void givesDevicesNothingOfAnUnreadableMessageButThatThereIsOne() {
    MessageKey key = unreadable("3EB001", Until.RESEND);

    assertThat(kept(device.id())).singleElement().isInstanceOf(Push.Unreadable.class);
    Push.Unreadable push = (Push.Unreadable) kept(device.id()).getFirst();
    assertThat(push.message().type()).isEqualTo("ciphertext");
    assertThat(push.message().body()).isEmpty();
    assertThat(world.read(scene -> scene.messages().get(key)).body()).isEqualTo("Secret");
  }

  @Test
  void letsTheAuthorAnswerWhereItDoes() {
    MessageKey silent = unreadable("3EB001", Until.RESEND);
    MessageKey answering = unreadable("3EB002", Until.RETRY);
    world.run(scene -> scene.resends().retry(device, silent));
    world.run(scene -> scene.resends().retry(device, answering));

    assertThat(resent()).containsExactly("3EB002 Secret " + awa);
  }

  @Test
  void letsTheOwnPhoneAnswerWhileItIsOn() {
    MessageKey key = unreadable("3EB001", Until.RESEND);
    setOn(false);
    world.run(scene -> scene.resends().fromPhone(device, List.of(key)));
    assertThat(resent()).isEmpty();

    setOn(true);
    world.run(scene -> scene.resends().fromPhone(device, List.of(key, new MessageKey(awa, "NO"))));
    assertThat(resent()).containsExactly("3EB001 Secret " + awa);
  }

  @Test
  void repeatsAMessageUnderItsKeyAndUnderThatOfTheNumber() {
    Message message =
        world.change(
            scene -> scene.messages().send(awa, Draft.text("3EB001", shop, "Hello"), null));
    world.run(scene -> scene.resends().repeat(message.key(), false));
    world.run(scene -> scene.resends().repeat(message.key(), true));

    assertThat(resent()).containsExactly("3EB001 Hello " + awa, "3EB001 Hello 237690000002@c.us");
  }

  @Test
  void showsAUsernameInsteadOfANumber() {
    world.run(scene -> scene.accounts().goByUsername(awa, "awa.k"));
    world.change(scene -> scene.messages().send(awa, Draft.text("3EB001", shop, "Hello"), null));

    Push.Message push = (Push.Message) kept(device.id()).getFirst();
    assertThat(push.contact())
        .extracting(WireContact::username, WireContact::pn)
        .containsExactly("awa.k", null);
  }

  private MessageKey unreadable(String id, Until until) {
    return world.change(
        scene -> scene.resends().sendUnreadable(awa, Draft.text(id, shop, "Secret"), until).key());
  }

  private List<String> resent() {
    return kept(device.id()).stream()
        .filter(Push.Resent.class::isInstance)
        .map(push -> ((Push.Resent) push).message())
        .map(message -> message.id() + " " + message.body() + " " + message.chat())
        .toList();
  }

  private void setOn(boolean on) {
    world.run(scene -> {
      Account account = scene.accounts().get(shop);
      scene
          .accounts()
          .put(
              new Account(
                  account.lid(),
                  account.pn(),
                  account.pushname(),
                  account.platform(),
                  account.about(),
                  on,
                  false));
    });
  }
}
