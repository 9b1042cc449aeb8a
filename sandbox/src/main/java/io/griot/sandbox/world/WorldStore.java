package io.griot.sandbox.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The world's tables in memory, and their journal. The rows put between two {@link #commit}s become
 * one line of the journal, so a change is never stored half. When opened, the journal is read and
 * replaced by one with only the remaining rows.
 *
 * <p>Not thread-safe: {@link World} allows one thread at a time.
 */
final class WorldStore implements AutoCloseable {
  private final Map<String, Table<?>> tables = new LinkedHashMap<>();
  private final Journal journal;
  private ArrayNode pending = ProtocolJson.MAPPER.createArrayNode();
  private boolean isChanging;

  final Table<Account> accounts = table("account", Account.class, a -> a.lid().value());
  final Table<SavedContact> contacts =
      table("contact", SavedContact.class, c -> c.owner() + "|" + c.contact());
  final Table<Group> groups = table("group", Group.class, g -> g.id().value());
  final Table<Channel> channels = table("channel", Channel.class, c -> c.id().value());
  final Table<GroupPrivacy> groupPrivacy =
      table("groupPrivacy", GroupPrivacy.class, p -> p.account().value());
  final Table<NumberPrivacy> numberPrivacy =
      table("numberPrivacy", NumberPrivacy.class, p -> p.account().value());
  final Table<ToldNumber> toldNumbers =
      table("toldNumber", ToldNumber.class, t -> pairKey(t.owner(), t.other()));
  final Table<PrivateInvite> privateInvites =
      table("privateInvite", PrivateInvite.class, PrivateInvite::code);
  final Table<Chat> chats =
      table("chat", Chat.class, c -> chatKey(c.owner().value(), c.id().value()));
  final Table<Message> messages = table("message", Message.class, m -> m.key().toString());
  final Table<Reaction> reactions =
      table("reaction", Reaction.class, r -> r.target() + "|" + r.sender());
  final Table<Label> labels = table("label", Label.class, l -> l.owner() + "|" + l.id());
  final Table<Block> blocks = table("block", Block.class, b -> pairKey(b.owner(), b.blocked()));
  final Table<Cleared> cleared =
      table("cleared", Cleared.class, c -> chatKey(c.owner().value(), c.chat().value()));
  final Table<Picture> pictures = table("picture", Picture.class, p -> p.owner().value());
  final Table<Unreadable> unreadables =
      table("unreadable", Unreadable.class, u -> new MessageKey(u.sender(), u.id()).toString());
  final Table<Username> usernames = table("username", Username.class, u -> u.account().value());
  final Table<Vote> votes = table("vote", Vote.class, v -> v.poll() + "|" + v.sender());
  final Table<Order> orders = table("order", Order.class, Order::id);
  final Table<Chain> chains = table("chain", Chain.class, Chain::id);
  final Table<KeyHolder> keyHolders =
      table("keyHolder", KeyHolder.class, h -> holderKey(h.key(), h.holder()));
  final Table<Dropped> dropped =
      table("dropped", Dropped.class, d -> d.recipient() + "|" + d.sender() + "|" + d.id());
  final Table<Device> devices = table("device", Device.class, Device::id);
  final Table<KeptPush> queue = table("queue", KeptPush.class, k -> queueKey(k.device(), k.n()));

  private WorldStore(Journal journal) {
    this.journal = journal;
  }

  /**
   * Reads a folder; an empty or missing folder is an empty world.
   *
   * @throws IOException when the folder cannot be used, or its journal is invalid
   */
  static WorldStore open(Path folder) throws IOException {
    Journal journal = Journal.open(folder);
    WorldStore store = new WorldStore(journal);
    try {
      journal.replay(store::load);
      journal.rewrite(store.lines());
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
    return store;
  }

  static String chatKey(String owner, String chat) {
    return owner + "|" + chat;
  }

  static String pairKey(Jid one, Jid other) {
    return one + "|" + other;
  }

  static String holderKey(String senderKey, Jid holder) {
    return senderKey + "|" + holder;
  }

  static String queueKey(String device, long n) {
    return device + "|" + n;
  }

  boolean isEmpty() {
    return tables.values().stream().allMatch(t -> t.all().isEmpty());
  }

  /** Runs an operation that may write; rows can be put and removed only inside. */
  <T> T changing(Supplier<T> operation) {
    isChanging = true;
    try {
      return operation.get();
    } finally {
      isChanging = false;
    }
  }

  /**
   * Checks that a change is running.
   *
   * @throws IllegalStateException inside {@link World#read}
   */
  void requireChange() {
    if (!isChanging) {
      throw new IllegalStateException("the world is changed inside World.change only");
    }
  }

  /**
   * Stores the changes since the last commit.
   *
   * @throws UncheckedIOException when the write fails; memory is then ahead of the disk
   */
  void commit() {
    if (pending.isEmpty()) {
      return;
    }
    ArrayNode changes = pending;
    pending = ProtocolJson.MAPPER.createArrayNode();
    try {
      journal.append(changes.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("the world cannot be written down", e);
    }
  }

  private <V extends Record> Table<V> table(String name, Class<V> type, Function<V, String> key) {
    Table<V> table =
        new Table<>(
            type,
            key,
            (id, row) -> {
              requireChange();
              pending.add(entry(name, id, row));
            });
    tables.put(name, table);
    return table;
  }

  private static ObjectNode entry(String name, String id, @Nullable Object row) {
    ObjectNode entry = ProtocolJson.MAPPER.createObjectNode().put("table", name);
    return row == null
        ? entry.put("removed", id)
        : entry.set("row", ProtocolJson.MAPPER.valueToTree(row));
  }

  private void load(String line) {
    try {
      for (JsonNode entry : ProtocolJson.MAPPER.readTree(line)) {
        load(entry);
      }
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalStateException("the world's journal has a line that is not one of ours", e);
    }
  }

  private void load(JsonNode entry) throws JsonProcessingException {
    Table<?> table = tables.get(entry.path("table").asText());
    if (table == null) {
      throw new IllegalStateException("the world's journal names an unknown table");
    }
    if (entry.has("removed")) {
      table.unload(entry.path("removed").asText());
    } else {
      load(table, entry.path("row"));
    }
  }

  private static <V extends Record> void load(Table<V> table, JsonNode row)
      throws JsonProcessingException {
    table.load(ProtocolJson.MAPPER.treeToValue(row, table.type()));
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    tables.forEach(
        (name, table) -> table.all().forEach(row -> lines.add("[" + entry(name, "", row) + "]")));
    return lines;
  }

  @Override
  public void close() throws IOException {
    commit();
    journal.close();
  }
}
