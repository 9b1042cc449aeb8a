package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireSignal;
import io.griot.sandbox.protocol.WireSignal.SenderKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What phones know of the sessions and sender keys of linked devices. They read each counter of a
 * chain once. A counter that was used before, as by a device whose profile went back, they answer
 * with a nack to the server, and show nothing; nobody asks for the message again.
 */
public final class Signals {
  /** The nack for a counter that was used before. */
  static final int OLD_COUNTER = 496;

  private final WorldStore store;

  Signals(WorldStore store) {
    this.store = store;
  }

  /**
   * Something encrypted.
   *
   * @param device that encrypted it
   * @param to a LID, a group or the status posts
   */
  record Sealed(String device, Jid sender, Jid to, String id, WireSignal signal) {}

  /**
   * Has the recipients' phones read something, each counter once.
   *
   * @return those who cannot read it
   */
  Set<Jid> undecryptedBy(Sealed sealed, Collection<Jid> recipients) {
    Set<Jid> readers = readSessions(sealed);
    SenderKey key = sealed.signal().senderKey();
    Set<Jid> given = new HashSet<>();
    sealed.signal().sessions().forEach(session -> given.add(session.to()));
    if (key != null) {
      readers.forEach(reader -> store.keyHolders.put(new KeyHolder(key.id(), reader)));
    }
    boolean isFresh = key == null || take(key.id(), sealed.device(), sealed.to(), key.counter());
    Set<Jid> undecrypted = new LinkedHashSet<>();
    for (Jid recipient : recipients) {
      // Who was encrypted for by nothing at all asks for it, and is sent it again.
      boolean has = key == null ? readers.contains(recipient) : holds(key, recipient);
      if (!isFresh || (!has && given.contains(recipient))) {
        undecrypted.add(recipient);
        store.dropped.put(
            new Dropped(recipient, sealed.sender(), sealed.id(), sealed.to(), OLD_COUNTER));
      }
    }
    return undecrypted;
  }

  /** Has the sessions of a receipt, or of a message that was asked for again, move on. */
  public void moveOn(String device, WireSignal signal) {
    signal
        .sessions()
        .forEach(session -> take(session.id(), device, session.to(), session.counter()));
  }

  private boolean holds(SenderKey key, Jid holder) {
    return store.keyHolders.get(WorldStore.holderKey(key.id(), holder)).isPresent();
  }

  /** Whose phones could read what was encrypted by their session. */
  private Set<Jid> readSessions(Sealed sealed) {
    Set<Jid> readers = new LinkedHashSet<>();
    for (WireSignal.Session session : sealed.signal().sessions()) {
      if (take(session.id(), sealed.device(), session.to(), session.counter())) {
        readers.add(session.to());
      }
    }
    return readers;
  }

  private boolean take(String id, String device, Jid peer, long counter) {
    Chain chain = store.chains.get(id).orElseGet(() -> Chain.begun(id, device, peer));
    if (!chain.canRead(counter)) {
      return false;
    }
    store.chains.put(chain.read(counter));
    return true;
  }

  /** The sessions that linked devices had with this phone, and keys that it was given, by id. */
  public List<String> chainsWith(Jid phone) {
    return store.chains.all().stream()
        .filter(chain ->
            chain.peer().equals(phone)
                || store.keyHolders.get(WorldStore.holderKey(chain.id(), phone)).isPresent())
        .map(Chain::id)
        .toList();
  }

  /** What this phone could not read, oldest first. */
  public List<Dropped> droppedBy(Jid phone) {
    return store.dropped.all().stream().filter(it -> it.recipient().equals(phone)).toList();
  }
}
