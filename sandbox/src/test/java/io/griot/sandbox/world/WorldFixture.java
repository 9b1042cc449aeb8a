package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Accounts.NewAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A world with a business and two people, opened for each test. */
class WorldFixture {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  World world;
  Jid shop;
  Jid awa;
  Jid blaise;

  @BeforeEach
  void open() throws IOException {
    world = World.open(folder, CLOCK, new Random(7));
    shop = person("237690000001", Platform.SMBA);
    awa = person("237690000002");
    blaise = person("237690000003");
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  Jid person(String digits) {
    return person(digits, Platform.ANDROID);
  }

  private Jid person(String digits, Platform platform) {
    NewAccount account = new NewAccount(Jid.pn(digits), "P" + digits, platform, "", true, false);
    return world.change(scene -> scene.accounts().create(account).lid());
  }

  Message say(Jid from, Jid to, String id, String text) {
    return world.change(scene -> scene.messages().send(from, Draft.text(id, to, text), null));
  }

  /** The pushes kept for a device. */
  List<Push.Kept> kept(String device) {
    return world.read(scene -> scene.devices().kept(device).stream().map(KeptPush::push).toList());
  }
}
