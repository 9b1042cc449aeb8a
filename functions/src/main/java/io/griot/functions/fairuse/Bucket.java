package io.griot.functions.fairuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bucket of tokens shared by all instances. A taken token returns a minute later. So in any
 * minute at most the bucket's tokens are taken, and a burst may take them all.
 *
 * <p>Time is counted in slots of two seconds. A token counts as taken in its slot and the {@link
 * #SLOTS} that follow, which is 60 to 62 seconds.
 *
 * @param slot the last slot in which tokens were taken
 * @param total the tokens taken in that slot and the {@link #SLOTS} before
 * @param current the tokens taken in that slot
 * @param earlier the tokens taken in the slots before, by slot
 */
public record Bucket(long slot, long total, long current, Map<Long, Long> earlier) {
  /** The number of slots after its own in which a token still counts as taken. */
  static final int SLOTS = 30;

  /** The minimum time for which a token counts as taken. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** The maximum difference, in slots, between the clocks of two instances. */
  private static final long AHEAD_AT_MOST = 5;

  private static final long SLOT_MILLIS = WINDOW.toMillis() / SLOTS;

  /** A full bucket. */
  public static final Bucket FULL = new Bucket(Long.MIN_VALUE, 0, 0, Map.of());

  public Bucket {
    earlier = Map.copyOf(earlier);
  }

  /** The slot of a time. */
  static long slotOf(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), SLOT_MILLIS);
  }

  /**
   * The slot for taking tokens now. It is the bucket's slot if another instance's clock is slightly
   * ahead.
   */
  long slotAt(Instant now) {
    long present = slotOf(now);
    return slot > present && slot - present <= AHEAD_AT_MOST ? slot : present;
  }

  /**
   * The bucket in a later slot, without tokens that have returned. A bucket of the future, left by
   * a wrong clock, counts as full.
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

  /** The bucket after more tokens were taken in its slot. */
  Bucket less(int tokens) {
    return new Bucket(slot, total + tokens, current + tokens, earlier);
  }

  /** The number of free tokens under a limit. */
  long free(int limit) {
    return Math.max(0, limit - total);
  }

  /** The time at which the next tokens return; immaterial for a full bucket. */
  Instant nextAt() {
    long oldest =
        earlier.keySet().stream().min(Long::compare).orElse(total > 0 ? slot : Long.MIN_VALUE);
    return oldest == Long.MIN_VALUE ? Instant.EPOCH : startOf(oldest + SLOTS + 1);
  }

  private static Instant startOf(long slot) {
    return Instant.ofEpochMilli(slot * SLOT_MILLIS);
  }
}
