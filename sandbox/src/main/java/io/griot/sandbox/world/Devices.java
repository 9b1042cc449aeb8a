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

/** The devices linked to accounts, and for each the queue of pushes it has not confirmed. */
public final class Devices {
  /** As many as the real app allows. */
  public static final int MAX_PER_ACCOUNT = 4;

  private final WorldStore store;
  private final Outbox outbox;
  private final Clock clock;
  private final Map<String, NavigableMap<Long, KeptPush>> queues = new HashMap<>();

  /** The devices that say they are in use. Not written down: a restart ends all connections. */
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
   * Refuses when the account cannot link one more device.
   *
   * @throws Refusal {@code TOO_MANY_DEVICES}
   */
  public void requireRoom(Jid account) {
    if (of(account).size() >= MAX_PER_ACCOUNT) {
      throw new Refusal(Reason.TOO_MANY_DEVICES);
    }
  }

  /** Links a device; the same id and key again change nothing. */
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

  /** Unlinks a device and forgets what was kept for it; an unknown id changes nothing. */
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

  /** Queues a push for all devices of an account but one; its phone shows the change too. */
  public void push(Jid account, @Nullable String except, Push.Kept push) {
    outbox.add(new WorldEvent.Changed(account));
    for (Device device : of(account)) {
      if (!device.id().equals(except)) {
        push(device.id(), push);
      }
    }
  }

  /** Tells the account's devices but one what is soon over, or asked for at a login anyway. */
  public void tell(Jid account, @Nullable String except, Push.Fleeting push) {
    outbox.add(new WorldEvent.Told(account, except, push));
  }

  /** What the device has not confirmed, oldest first. */
  public List<KeptPush> kept(String device) {
    return List.copyOf(queue(device).values());
  }

  /** Confirms all pushes up to a number; one that was never given confirms what there is. */
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

  /** Tells whoever looks at the account's phone that a device's connection came or went. */
  public void connectionChanged(Jid account) {
    outbox.add(new WorldEvent.Changed(account));
  }

  /** The device says that it is in use, or no more. */
  public void setAvailable(String id, boolean on) {
    store.requireChange();
    if (on ? available.add(id) : available.remove(id)) {
      find(id).ifPresent(device -> outbox.add(new WorldEvent.Changed(device.account())));
    }
  }

  /**
   * Whether a linked device of the account says that it is in use: its owner is there, so the phone
   * stays quiet.
   */
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
