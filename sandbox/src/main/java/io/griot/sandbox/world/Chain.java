package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of a chain of message keys (a session or a sender key) on the recipients' phones.
 *
 * @param device the owner
 * @param peer the other side of the session, or the group
 * @param next the counter after the highest one read
 * @param skipped lower counters that have not arrived yet
 */
record Chain(String id, String device, Jid peer, long next, Set<Long> skipped) {
  /** The maximum number of skipped keys that the protocol keeps. */
  private static final int MOST_SKIPPED = 2000;

  Chain {
    skipped = Set.copyOf(skipped);
  }

  static Chain begun(String id, String device, Jid peer) {
    return new Chain(id, device, peer, 0, Set.of());
  }

  /** Whether a message with this counter can be read: each counter can be read once. */
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
