package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireContact;
import java.util.List;

/** Changes to address books by their owners. */
public final class Contacts {
  private final WorldStore store;
  private final Accounts accounts;
  private final Devices devices;

  Contacts(WorldStore store, Accounts accounts, Devices devices) {
    this.store = store;
    this.accounts = accounts;
    this.devices = devices;
  }

  /**
   * Saves an account under a name; both are named by phone number or LID.
   *
   * @throws Refusal {@code NOT_ON_WHATSAPP}
   */
  public WireContact save(Jid owner, Jid other, String name) {
    Jid book = accounts.get(owner).lid();
    Account saved = accounts.get(other);
    store.contacts.put(new SavedContact(book, saved.lid(), name));
    WireContact contact = accounts.contact(book, saved);
    devices.push(book, null, new Push.Contact(contact));
    return contact;
  }

  /** The owner's address book, in the order of insertion. */
  public List<WireContact> of(Jid owner) {
    return accounts.addressBook(owner).stream()
        .map(lid -> accounts.contact(owner, accounts.get(lid)))
        .toList();
  }
}
