package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.Optional;

/** Pictures of accounts and groups. Everybody may see them. */
public final class Pictures {
  private final WorldStore store;
  private final Accounts accounts;
  private final Groups groups;
  private final Devices devices;
  private final Clock clock;

  Pictures(WorldStore store, Accounts accounts, Groups groups, Devices devices, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.groups = groups;
    this.devices = devices;
    this.clock = clock;
  }

  /** The picture of an account, by phone number or LID, or of a group. */
  public Optional<Picture> find(Jid of) {
    return store.pictures.get(owner(of).value());
  }

  /**
   * Sets or replaces a picture.
   *
   * @param actor the account itself, or a member that may edit the group
   * @throws Refusal {@code NOT_ON_WHATSAPP}, {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT},
   *     {@code NOT_AN_ADMIN}
   */
  public Picture set(Jid actor, Jid of, String image, String preview) {
    Jid owner = require(actor, of);
    String tag = Long.toString(clock.millis());
    Picture picture = store.pictures.put(new Picture(owner, image, preview, tag));
    tell(owner);
    return picture;
  }

  /** Removes a picture; refuses as {@link #set}. */
  public void remove(Jid actor, Jid of) {
    Jid owner = require(actor, of);
    store.pictures.remove(owner.value());
    tell(owner);
  }

  private Jid owner(Jid of) {
    return accounts.find(of).map(Account::lid).orElse(of);
  }

  private Jid require(Jid actor, Jid of) {
    if (!of.isGroup()) {
      Jid owner = accounts.get(of).lid();
      if (!owner.equals(actor)) {
        throw new Refusal(Reason.NOT_AN_ADMIN);
      }
      return owner;
    }
    Group group = groups.get(of);
    Group.Role role = groups.requireParticipant(group, actor).role();
    if (group.rules().restrict() && role == Group.Role.MEMBER) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
    return of;
  }

  private void tell(Jid owner) {
    for (Account account : accounts.all()) {
      devices.push(account.lid(), null, new Push.Picture(owner));
    }
  }
}
