package io.griot.functions.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers values for a time, at most so many, forgetting the least recently used. Thread-safe.
 *
 * <p>The clock is a wall clock: a frozen Lambda's monotonic clock may stand still, and what is kept
 * here must not outlive the freeze.
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

  /** The remembered value of a look-up that began then or later. */
  public synchronized Optional<V> getSince(K key, Instant then) {
    Remembered<V> entry = entries.get(key);
    return entry == null || entry.since().isBefore(then) ? Optional.empty() : get(key);
  }

  public void put(K key, V value) {
    put(key, value, clock.instant());
  }

  /**
   * Remembers a value.
   *
   * @param since when the look-up of the value began
   */
  public synchronized void put(K key, V value, Instant since) {
    entries.put(key, new Remembered<>(value, since));
  }
}
