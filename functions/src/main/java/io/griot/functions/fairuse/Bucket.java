package io.griot.functions.fairuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bucket of tokens, as all instances share it. A token that is taken comes back a minute later:
 * so no minute sees more tokens taken than the bucket holds, and a burst may take them all.
 *
 * <p>Time is counted in slots of two seconds. A token counts as taken in its slot and the {@link
 * #SLOTS} that follow, which is 60 to 62 seconds.
 *
 * @param slot the last one in which tokens were taken
 * @param total tokens that are taken in that slot and the {@link #SLOTS} before
 * @param current tokens that are taken in that slot
 * @param earlier tokens that were taken in the slots before, by slot
 */
public record Bucket(long slot, long total, long current, Map<Long, Long> earlier) {
  /** In how many slots after its own a token is still taken. */
  static final int SLOTS = 30;

  /** How long a token is taken, at the least. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** By how many slots the clocks of two instances may differ. */
  private static final long AHEAD_AT_MOST = 5;

  private static final long SLOT_MILLIS = WINDOW.toMillis() / SLOTS;

  /** One that nobody took anything of. */
  public static final Bucket FULL = new Bucket(Long.MIN_VALUE, 0, 0, Map.of());

  public Bucket {
    earlier = Map.copyOf(earlier);
  }

  /** The slot that a time is in. */
  static long slotOf(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), SLOT_MILLIS);
  }

  /** The slot in which tokens are taken now: this one's, when another's clock is a little ahead. */
  long slotAt(Instant now) {
    long present = slotOf(now);
    return slot > present && slot - present <= AHEAD_AT_MOST ? slot : present;
  }

  /**
   * The same bucket in a later slot, or in its own: what was taken too long ago is back. One of the
   * future, left by a clock that was wrong, counts as full.
   */
  Bucket at(long later) {
    if (later < slot) {
      return new Bucket(later, 0, 0, Map.of());
    }
    if (later == slot) {
      return this;
    }
    Map<Long, Long> taken = new TreeMap<>(earlier);
    if (current > 0) {
      taken.put(slot, current);
    }
    taken.keySet().removeIf(then -> then < later - SLOTS);
    long sum = taken.values().stream().mapToLong(Long::longValue).sum();
    return new Bucket(later, sum, 0, taken);
  }

  /** The same bucket when so many more tokens were taken in its slot. */
  Bucket less(int tokens) {
    return new Bucket(slot, total + tokens, current + tokens, earlier);
  }

  /** How many tokens are left when it holds so many. */
  long free(int limit) {
    return Math.max(0, limit - total);
  }

  /** When the next tokens come back; a full one has none to come. */
  Instant nextAt() {
    long oldest =
        earlier.keySet().stream().min(Long::compare).orElse(total > 0 ? slot : Long.MIN_VALUE);
    return oldest == Long.MIN_VALUE ? Instant.EPOCH : startOf(oldest + SLOTS + 1);
  }

  private static Instant startOf(long slot) {
    return Instant.ofEpochMilli(slot * SLOT_MILLIS);
  }
}
