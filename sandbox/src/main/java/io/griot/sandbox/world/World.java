package io.griot.sandbox.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The simulated WhatsApp: one lock around its parts, one folder under it.
 *
 * <p>Thread-safe. {@link #read} only looks: a part that writes inside it fails, and nothing has
 * changed. {@link #change} runs alone and is written to disk as a whole. The listeners are told
 * afterwards, in order and under the lock: a listener must not block and must not change the world
 * itself (it uses a thread of its own).
 */
public final class World implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Consumer<WorldEvent>> listeners = new CopyOnWriteArrayList<>();
  private final WorldStore store;
  private final Outbox outbox;
  private final Scene scene;

  private World(WorldStore store, Clock clock, RandomGenerator random) {
    this.store = store;
    this.outbox = new Outbox(store::requireChange);
    Accounts accounts = new Accounts(store, outbox, random);
    Devices devices = new Devices(store, outbox, clock);
    Chats chats = new Chats(store, outbox, devices, clock);
    InviteCodes codes = new InviteCodes(random);
    Channels channels = new Channels(store, accounts, devices, codes, clock, random);
    Groups groups = new Groups(store, accounts, devices);
    Blocks blocks = new Blocks(store, accounts, devices);
    Signals signals = new Signals(store);
    Conversations conversations = new Conversations(store, devices, groups, chats);
    Addressees addressees = new Addressees(accounts, groups, channels, blocks);
    Arrivals arrivals = new Arrivals(store, outbox, accounts, devices, channels, chats);
    Messages messages =
        new Messages(
            store, accounts, devices, chats, signals, conversations, addressees, arrivals, clock);
    GroupNotices notices = new GroupNotices(messages, random);
    Memberships memberships =
        new Memberships(store, accounts, chats, groups, notices, codes, clock, random);
    Reactions reactions = new Reactions(store, messages, clock);
    this.scene =
        new Scene(
            accounts,
            new Contacts(store, accounts, devices),
            devices,
            groups,
            memberships,
            new JoinRequests(store, accounts, groups, memberships, notices, clock),
            new GroupRules(groups, notices, codes, clock),
            channels,
            new ChannelStaff(channels, accounts, clock),
            chats,
            new Labels(store, accounts, devices, chats),
            blocks,
            messages,
            new MessageChanges(store, messages, groups, clock),
            arrivals,
            conversations,
            addressees,
            new Receipts(store, outbox, devices, channels, chats, conversations, clock),
            new Resends(store, accounts, devices, messages),
            reactions,
            new Pictures(store, accounts, groups, devices, clock),
            new Votes(store, messages, clock),
            new Orders(store, clock, random),
            new Histories(accounts, groups, chats, messages, conversations, reactions),
            signals);
  }

  /**
   * The world in a folder; an empty one if there is none.
   *
   * @throws IOException when the folder cannot be used or another server has it
   */
  public static World open(Path folder, Clock clock, RandomGenerator random) throws IOException {
    return new World(WorldStore.open(folder), clock, random);
  }

  /** Whether the world is empty. */
  public boolean isEmpty() {
    return alone(store::isEmpty);
  }

  /** Registers a listener for the events of later changes. */
  public void listen(Consumer<WorldEvent> listener) {
    listeners.add(listener);
  }

  /**
   * Reads the world. Waits for the lock, so that the result is consistent.
   *
   * @throws Refusal when something is not found
   * @throws IllegalStateException when the operation writes
   */
  public <T> T read(Function<Scene, T> operation) {
    return alone(() -> operation.apply(scene));
  }

  /**
   * Runs the operation exclusively, stores its changes, and tells the listeners.
   *
   * @throws Refusal when the world refuses it; every part checks before it changes anything
   */
  public <T> T change(Function<Scene, T> operation) {
    return alone(() -> {
      T result = store.changing(() -> operation.apply(scene));
      store.commit();
      for (WorldEvent event : outbox.drain()) {
        listeners.forEach(listener -> listener.accept(event));
      }
      return result;
    });
  }

  /** {@link #change} for an operation without a result. */
  public void run(Consumer<Scene> operation) {
    change(parts -> {
      operation.accept(parts);
      return true;
    });
  }

  private <T> T alone(Supplier<T> task) {
    lock.lock();
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      store.close();
    } finally {
      lock.unlock();
    }
  }
}
