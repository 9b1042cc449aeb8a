package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far phones have read a chain of message keys: a session, or a sender key.
 *
 * @param device whose it is
 * @param peer whom it is with, or what group it is of
 * @param next the counter after the highest one read
 * @param skipped lower ones that have not come yet
 */
record Chain(String id, String device, Jid peer, long next, Set<Long> skipped) {
  /** As many as the protocol keeps the keys of. */
  private static final int MOST_SKIPPED = 2000;

  Chain {
    skipped = Set.copyOf(skipped);
  }

  static Chain begun(String id, String device, Jid peer) {
    return new Chain(id, device, peer, 0, Set.of());
  }

  /** Whether what this counter encrypts can still be read: each can be once. */
  boolean canRead(long counter) {
    return counter >= next ? counter - next <= MOST_SKIPPED : skipped.contains(counter);
  }

  Chain read(long counter) {
    Set<Long> left = new TreeSet<>(skipped);
    for (long missing = next; missing < counter; missing++) {
      left.add(missing);
    }
    left.remove(counter);
    return new Chain(id, device, peer, Math.max(next, counter + 1), left);
  }
}
