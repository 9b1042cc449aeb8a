package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.world.NumberPrivacy.ShownTo;
import io.griot.sandbox.world.Refusal.Reason;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The accounts on WhatsApp, and their address books. */
public final class Accounts {
  private static final long FIRST_LID = 100_000_000_000_000L;

  private final WorldStore store;
  private final Outbox outbox;
  private final RandomGenerator random;
  private final Map<Jid, Jid> lidOfPn = new HashMap<>();

  Accounts(WorldStore store, Outbox outbox, RandomGenerator random) {
    this.store = store;
    this.outbox = outbox;
    this.random = random;
    store.accounts.all().forEach(a -> lidOfPn.put(a.pn(), a.lid()));
  }

  /**
   * Creates an account with a random LID.
   *
   * @throws Refusal {@code ACCOUNT_EXISTS}
   */
  public Account create(NewAccount wanted) {
    if (lidOfPn.containsKey(wanted.pn())) {
      throw new Refusal(Reason.ACCOUNT_EXISTS);
    }
    Account account =
        new Account(
            freeLid(),
            wanted.pn(),
            wanted.pushname(),
            wanted.platform(),
            wanted.about(),
            wanted.delivers(),
            wanted.readsAtOnce());
    return put(account);
  }

  private Jid freeLid() {
    Jid lid;
    do {
      lid = Jid.lid(Long.toString(random.nextLong(FIRST_LID, 10 * FIRST_LID)));
    } while (store.accounts.get(lid.value()).isPresent());
    return lid;
  }

  /** Replaces an existing account by one with the same addresses. */
  public Account put(Account account) {
    store.accounts.put(account);
    lidOfPn.put(account.pn(), account.lid());
    outbox.add(new WorldEvent.Changed(account.lid()));
    return account;
  }

  /** Changes an account's public name, about text or both; null leaves one unchanged. */
  public Account profile(Jid id, @Nullable String pushname, @Nullable String about) {
    return put(get(id).called(pushname).saying(about));
  }

  /** All accounts, oldest first. */
  public List<Account> all() {
    return List.copyOf(store.accounts.all());
  }

  /** The number of accounts. */
  public int count() {
    return store.accounts.all().size();
  }

  /** The account with this phone number or LID. */
  public Optional<Account> find(Jid id) {
    Jid lid = id.isPn() ? lidOfPn.get(id) : id;
    return lid == null ? Optional.empty() : store.accounts.get(lid.value());
  }

  /**
   * The account with this phone number or LID.
   *
   * @throws Refusal {@code NOT_ON_WHATSAPP}
   */
  public Account get(Jid id) {
    return find(id).orElseThrow(() -> new Refusal(Reason.NOT_ON_WHATSAPP));
  }

  /** The LIDs in the owner's address book. */
  Collection<Jid> addressBook(Jid owner) {
    return store.contacts.all().stream()
        .filter(c -> c.owner().equals(owner))
        .map(SavedContact::contact)
        .toList();
  }

  /** The name under which the owner saved another account. */
  public Optional<String> savedName(Jid owner, Jid other) {
    return store.contacts.get(owner + "|" + other).map(SavedContact::name);
  }

  /**
   * Sets to whom an account's phone number is shown from now on. An account that knows it keeps it.
   */
  public void setNumberPrivacy(Jid account, ShownTo shownTo) {
    store.numberPrivacy.put(new NumberPrivacy(get(account).lid(), shownTo));
  }

  /** Gives an account a username. Its phone number is not shown to new people. */
  public void goByUsername(Jid account, String username) {
    store.usernames.put(new Username(get(account).lid(), username));
    setNumberPrivacy(account, ShownTo.NOBODY);
  }

  private ShownTo shownTo(Jid account) {
    return store
        .numberPrivacy
        .get(account.value())
        .map(NumberPrivacy::shownTo)
        .orElse(ShownTo.PARTNERS);
  }

  /**
   * Another account as the owner may see it. The phone number is shown to accounts that saved it,
   * asked for it, or share a private chat.
   */
  WireContact contact(Jid owner, Account other) {
    String name = savedName(owner, other.lid()).orElse(null);
    return show(other, name, knowsNumber(owner, other.lid()));
  }

  /** Another account as the answer to a look-up by a number or a LID. */
  public WireContact looked(Jid owner, Jid asked, Account other) {
    boolean told =
        asked.isPn() || knowsNumber(owner, other.lid()) || shownTo(other.lid()) != ShownTo.NOBODY;
    if (told && store.toldNumbers.get(WorldStore.pairKey(owner, other.lid())).isEmpty()) {
      store.toldNumbers.put(new ToldNumber(owner, other.lid()));
    }
    return show(other, savedName(owner, other.lid()).orElse(null), told);
  }

  boolean knowsNumber(Jid owner, Jid other) {
    return owner.equals(other)
        || savedName(owner, other).isPresent()
        || store.toldNumbers.get(WorldStore.pairKey(owner, other)).isPresent()
        || (shownTo(other) == ShownTo.PARTNERS
            && store.chats.get(WorldStore.chatKey(owner.value(), other.value())).isPresent());
  }

  private WireContact show(Account other, @Nullable String name, boolean withNumber) {
    return new WireContact(
        withNumber ? other.pn() : null,
        other.lid(),
        name,
        other.pushname(),
        other.platform().isBusiness(),
        other.about(),
        store.usernames.get(other.lid().value()).map(Username::username).orElse(null));
  }

  /** The details of a new account. */
  public record NewAccount(
      Jid pn,
      String pushname,
      Platform platform,
      String about,
      boolean delivers,
      boolean readsAtOnce) {}
}
