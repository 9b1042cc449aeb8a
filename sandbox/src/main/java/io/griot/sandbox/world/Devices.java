package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The linked devices of accounts, and the queue of unconfirmed pushes of each. */
public final class Devices {
  /** The maximum, as in the real app. */
  public static final int MAX_PER_ACCOUNT = 4;

  private final WorldStore store;
  private final Outbox outbox;
  private final Clock clock;
  private final Map<String, NavigableMap<Long, KeptPush>> queues = new HashMap<>();

  /**
   * The devices that report that they are in use. Not stored on disk, because a restart ends all
   * connections.
   */
  private final Set<String> available = new HashSet<>();

  Devices(WorldStore store, Outbox outbox, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
    store.queue.all().forEach(k -> queue(k.device()).put(k.n(), k));
  }

  /** The account's linked devices, oldest first. */
  public List<Device> of(Jid account) {
    return store.devices.all().stream().filter(d -> d.account().equals(account)).toList();
  }

  /** The device with this id, if it is linked. */
  public Optional<Device> find(String id) {
    return store.devices.get(id);
  }

  /**
   * Checks that the account can link another device.
   *
   * @throws Refusal {@code TOO_MANY_DEVICES}
   */
  public void requireRoom(Jid account) {
    if (of(account).size() >= MAX_PER_ACCOUNT) {
      throw new Refusal(Reason.TOO_MANY_DEVICES);
    }
  }

  /** Links a device. A repetition with the same id and key has no effect. */
  public Device link(String id, Jid account, String publicKey) {
    return find(id)
        .filter(d -> d.publicKey().equals(publicKey))
        .orElseGet(() -> {
          requireRoom(account);
          outbox.add(new WorldEvent.Changed(account));
          long now = clock.instant().getEpochSecond();
          return store.devices.put(new Device(id, account, publicKey, now, 0));
        });
  }

  /** Unlinks a device and deletes its kept pushes; an unknown id has no effect. */
  public void unlink(String id) {
    find(id)
        .ifPresent(device -> {
          List.copyOf(queue(id).keySet()).forEach(n -> drop(id, n));
          store.devices.remove(id);
          queues.remove(id);
          outbox.add(new WorldEvent.Unlinked(id));
          outbox.add(new WorldEvent.Changed(device.account()));
        });
  }

  /** Queues a push for one device. */
  public void push(String device, Push.Kept push) {
    find(device)
        .ifPresent(found -> {
          long n = lastNumber(found) + 1;
          KeptPush kept = new KeptPush(device, n, push);
          store.queue.put(kept);
          queue(device).put(n, kept);
          outbox.add(new WorldEvent.Pushed(device, n, push));
        });
  }

  /**
   * Queues a push for all devices of an account except one. The account's phone shows the change
   * too.
   */
  public void push(Jid account, @Nullable String except, Push.Kept push) {
    outbox.add(new WorldEvent.Changed(account));
    for (Device device : of(account)) {
      if (!device.id().equals(except)) {
        push(device.id(), push);
      }
    }
  }

  /** Sends a push that is not kept to the account's devices except one. */
  public void tell(Jid account, @Nullable String except, Push.Fleeting push) {
    outbox.add(new WorldEvent.Told(account, except, push));
  }

  /** The unconfirmed pushes of a device, oldest first. */
  public List<KeptPush> kept(String device) {
    return List.copyOf(queue(device).values());
  }

  /** Confirms all pushes up to a number; a number that is too high confirms all that exist. */
  public void confirm(String id, long upTo) {
    find(id)
        .ifPresent(device -> {
          long last = Math.min(upTo, lastNumber(device));
          if (last > device.confirmedUpTo()) {
            List.copyOf(queue(id).headMap(last, true).keySet()).forEach(n -> drop(id, n));
            store.devices.put(device.confirmed(last));
            outbox.add(new WorldEvent.Changed(device.account()));
          }
        });
  }

  /** Reports that a connection of the account's devices was opened or closed. */
  public void connectionChanged(Jid account) {
    outbox.add(new WorldEvent.Changed(account));
  }

  /** Records whether a device is in use. */
  public void setAvailable(String id, boolean on) {
    store.requireChange();
    if (on ? available.add(id) : available.remove(id)) {
      find(id).ifPresent(device -> outbox.add(new WorldEvent.Changed(device.account())));
    }
  }

  /** Whether a linked device of the account is in use. The phone then shows no notifications. */
  public boolean isAvailable(Jid account) {
    return of(account).stream().anyMatch(device -> available.contains(device.id()));
  }

  private void drop(String device, long n) {
    store.queue.remove(WorldStore.queueKey(device, n));
    queue(device).remove(n);
  }

  private long lastNumber(Device device) {
    NavigableMap<Long, KeptPush> queue = queue(device.id());
    return queue.isEmpty() ? device.confirmedUpTo() : queue.lastKey();
  }

  private NavigableMap<Long, KeptPush> queue(String device) {
    return queues.computeIfAbsent(device, id -> new TreeMap<>());
  }
}
