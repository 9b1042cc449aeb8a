package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accounts blocked by each account. Messages of a blocked account are not delivered, and it is
 * not told.
 */
public final class Blocks {
  private final WorldStore store;
  private final Accounts accounts;
  private final Devices devices;

  Blocks(WorldStore store, Accounts accounts, Devices devices) {
    this.store = store;
    this.accounts = accounts;
    this.devices = devices;
  }

  /** The LIDs that an account has blocked, oldest block first. */
  public List<Jid> of(Jid owner) {
    return store.blocks.all().stream()
        .filter(b -> b.owner().equals(owner))
        .map(Block::blocked)
        .toList();
  }

  /** Whether {@code owner} has blocked {@code other}; both are LIDs. */
  public boolean has(Jid owner, Jid other) {
    return store.blocks.get(WorldStore.pairKey(owner, other)).isPresent();
  }

  /**
   * Blocks or unblocks an account; both are named by phone number or LID.
   *
   * @param origin the device that does so, null for the phone
   * @throws Refusal {@code NOT_ON_WHATSAPP}
   */
  public void set(Jid owner, Jid other, boolean blocked, @Nullable String origin) {
    Jid me = accounts.get(owner).lid();
    Block block = new Block(me, accounts.get(other).lid());
    if (blocked) {
      store.blocks.put(block);
    } else {
      store.blocks.remove(WorldStore.pairKey(me, block.blocked()));
    }
    devices.push(me, origin, new Push.Blocked(of(me)));
  }
}
