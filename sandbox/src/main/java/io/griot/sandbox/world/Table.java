package io.griot.sandbox.world;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records by key, in order of insertion. The store that writes them to disk is told of every change
 * first, and may refuse it. Not thread-safe.
 */
final class Table<V extends Record> {
  private final Class<V> type;
  private final Function<V, String> key;
  private final BiConsumer<String, @Nullable V> written;
  private final Map<String, V> rows = new LinkedHashMap<>();

  Table(Class<V> type, Function<V, String> key, BiConsumer<String, @Nullable V> written) {
    this.type = type;
    this.key = key;
    this.written = written;
  }

  Class<V> type() {
    return type;
  }

  Optional<V> get(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  Collection<V> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  V put(V row) {
    String id = key.apply(row);
    written.accept(id, row);
    rows.put(id, row);
    return row;
  }

  void remove(String id) {
    if (rows.containsKey(id)) {
      written.accept(id, null);
      rows.remove(id);
    }
  }

  /** Adds a row from disk, without writing it again. */
  void load(V row) {
    rows.put(key.apply(row), row);
  }

  /** Removes a row that was removed on disk. */
  void unload(String id) {
    rows.remove(id);
  }
}
