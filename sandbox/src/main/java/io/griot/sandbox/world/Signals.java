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
 * The phones' state of the sessions and sender keys of linked devices. Phones accept each counter
 * of a chain once. They answer a used counter, as from a device whose profile was restored, with a
 * nack to the server, and show nothing; the message is not requested again.
 */
public final class Signals {
  /** The nack for a counter that was used before. */
  static final int OLD_COUNTER = 496;

  private final WorldStore store;

  Signals(WorldStore store) {
    this.store = store;
  }

  /**
   * Something that a device encrypted.
   *
   * @param device the encrypting device
   * @param to a LID, a group or the status posts
   */
  record Sealed(String device, Jid sender, Jid to, String id, WireSignal signal) {}

  /**
   * Lets the recipients' phones decrypt it, each counter once.
   *
   * @return the recipients that cannot
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
      // A recipient without any key requests the message, and gets it again.
      boolean has = key == null ? readers.contains(recipient) : holds(key, recipient);
      if (!isFresh || (!has && given.contains(recipient))) {
        undecrypted.add(recipient);
        store.dropped.put(
            new Dropped(recipient, sealed.sender(), sealed.id(), sealed.to(), OLD_COUNTER));
      }
    }
    return undecrypted;
  }

  /** Advances the sessions of a receipt, or of a message that is sent again. */
  public void moveOn(String device, WireSignal signal) {
    signal
        .sessions()
        .forEach(session -> take(session.id(), device, session.to(), session.counter()));
  }

  private boolean holds(SenderKey key, Jid holder) {
    return store.keyHolders.get(WorldStore.holderKey(key.id(), holder)).isPresent();
  }

  /** The recipients whose phones could decrypt with their session. */
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

  /**
   * The ids of the sessions of linked devices with this phone, and of the sender keys it was given.
   */
  public List<String> chainsWith(Jid phone) {
    return store.chains.all().stream()
        .filter(chain ->
            chain.peer().equals(phone)
                || store.keyHolders.get(WorldStore.holderKey(chain.id(), phone)).isPresent())
        .map(Chain::id)
        .toList();
  }

  /** The messages that this phone could not decrypt, oldest first. */
  public List<Dropped> droppedBy(Jid phone) {
    return store.dropped.all().stream().filter(it -> it.recipient().equals(phone)).toList();
  }
}
