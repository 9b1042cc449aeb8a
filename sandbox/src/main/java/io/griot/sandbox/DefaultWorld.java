package io.griot.sandbox;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.world.Accounts.NewAccount;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.MessageKey;
import io.griot.sandbox.world.Scene;
import java.util.List;
import java.util.Set;

/**
 * The initial world of a new sandbox: a shop in Douala to link, four customers, a group, and a
 * little history. All people and numbers are invented.
 */
final class DefaultWorld {
  /** The shop's phone, to be linked. */
  static final Jid SHOP = Jid.pn("237690000001");

  private static final Jid AWA = Jid.pn("237690000002");
  private static final Jid BLAISE = Jid.pn("237690000003");
  private static final Jid CHANTAL = Jid.pn("237670000004");
  private static final Jid MOUSSA = Jid.pn("221770000005");

  /** The labels that WhatsApp Business gives every new account. */
  private static final List<String> LABELS =
      List.of(
          "Nouveau client",
          "Nouvelle commande",
          "Paiement en attente",
          "Payée",
          "Commande terminée");

  private final Scene scene;
  private int messages;

  private DefaultWorld(Scene scene) {
    this.scene = scene;
  }

  /** Fills an empty world. */
  static void create(Scene scene) {
    new DefaultWorld(scene).create();
  }

  private void create() {
    person(SHOP, "Boutique Njoya", Platform.SMBA, "Pagnes & accessoires, Douala", false);
    person(AWA, "Awa Mbarga", Platform.ANDROID, "Disponible", true);
    person(BLAISE, "Blaise Fotso", Platform.ANDROID, "Au travail", false);
    person(CHANTAL, "Chantal E.", Platform.IPHONE, "Hey there! I am using WhatsApp.", true);
    person(MOUSSA, "Moussa Diop", Platform.ANDROID, "Dakar", false);
    saveEachOther(SHOP, "Boutique Njoya", AWA, "Awa Mbarga");
    saveEachOther(SHOP, "Boutique Njoya", BLAISE, "Blaise (livreur)");
    saveEachOther(SHOP, "Boutique Njoya", CHANTAL, "Chantal");
    for (int i = 0; i < LABELS.size(); i++) {
      scene.labels().create(SHOP, LABELS.get(i), i);
    }
    talk();
    Group group =
        scene.memberships().create(SHOP, "Clients fidèles", List.of(AWA, BLAISE, CHANTAL));
    say(SHOP, group.id(), "Bienvenue à tous ! Les nouveautés arrivent ici en premier.");
    MessageKey thanks = say(CHANTAL, group.id(), "Merci, hâte de voir ça");
    scene.reactions().react(lid(SHOP), thanks, nextId(), "❤️", null);
    scene.receipts().read(lid(SHOP), group.id(), Set.of(), null);
  }

  private void talk() {
    MessageKey question = say(AWA, SHOP, "Bonsoir, le pagne bleu est-il encore disponible ?");
    say(SHOP, AWA, "Bonsoir Awa ! Oui, il en reste trois.");
    say(AWA, SHOP, "Super, gardez-m'en un s'il vous plaît.");
    scene.reactions().react(lid(SHOP), question, nextId(), "👍", null);
    scene.receipts().read(lid(SHOP), lid(AWA), Set.of(), null);
    say(SHOP, BLAISE, "Le colis pour Bonapriso est prêt.");
    say(BLAISE, SHOP, "Je passe à 15 h.");
    scene.receipts().read(lid(SHOP), lid(BLAISE), Set.of(), null);
    say(MOUSSA, SHOP, "Bonjour, livrez-vous à Dakar ?");
  }

  private void person(Jid pn, String name, Platform platform, String about, boolean readsAtOnce) {
    scene.accounts().create(new NewAccount(pn, name, platform, about, true, readsAtOnce));
  }

  private void saveEachOther(Jid one, String oneName, Jid other, String otherName) {
    scene.contacts().save(one, other, otherName);
    scene.contacts().save(other, one, oneName);
  }

  private MessageKey say(Jid from, Jid to, String text) {
    return scene.messages().send(lid(from), Draft.text(nextId(), to, text), null).key();
  }

  private String nextId() {
    messages++;
    return "3A%018X".formatted(messages);
  }

  private Jid lid(Jid pn) {
    return scene.accounts().get(pn).lid();
  }
}
