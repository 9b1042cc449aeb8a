package io.griot.functions.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cache with a bounded number of entries and a bounded age; the least recently used entry is
 * removed first. Thread-safe.
 *
 * <p>The clock is a wall clock: the monotonic clock of a frozen Lambda may stand still, but entries
 * must age during the freeze.
 */
public final class BoundedCache<K, V> {
  private record Remembered<V>(V value, Instant since) {}

  private final Duration timeToLive;
  private final InstantSource clock;
  private final Map<K, Remembered<V>> entries;

  public BoundedCache(int maxEntries, Duration timeToLive, InstantSource clock) {
    this.timeToLive = timeToLive;
    this.clock = clock;
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Remembered<V>> eldest) {
            return size() > maxEntries;
          }
        };
  }

  public synchronized Optional<V> get(K key) {
    Remembered<V> entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    Duration age = Duration.between(entry.since(), clock.instant());
    if (age.isNegative() || age.compareTo(timeToLive) >= 0) {
      entries.remove(key);
      return Optional.empty();
    }
    return Optional.of(entry.value());
  }

  /** The cached value, if its look-up began at the given time or later. */
  public synchronized Optional<V> getSince(K key, Instant then) {
    Remembered<V> entry = entries.get(key);
    return entry == null || entry.since().isBefore(then) ? Optional.empty() : get(key);
  }

  public void put(K key, V value) {
    put(key, value, clock.instant());
  }

  /**
   * Stores a value.
   *
   * @param since when the look-up of the value began
   */
  public synchronized void put(K key, V value, Instant since) {
    entries.put(key, new Remembered<>(value, since));
  }
}
