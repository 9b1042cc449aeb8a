package io.griot.local.chaos;

import io.griot.local.chaos.FaultClass.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The endless sequence of a run's faults, determined by the seed, the classes and the number of
 * sessions only. Classes are dealt like cards, each as often as its weight, then dealt again, so
 * that none is left out for long. Used by one thread.
 */
public final class FaultSchedule implements Iterator<Fault> {
  private static final int LONGEST_PAUSE_MILLIS = 5000;
  private static final int SHORT_PAUSE_MILLIS = 500;
  private static final int VARIANTS = 64;

  /** One in this many faults does not wait until sessions recover from the one before. */
  private static final int AT_ONCE = 4;

  private final Random random;
  private final List<FaultClass> deck = new ArrayList<>();
  private final Deque<FaultClass> dealt = new ArrayDeque<>();
  private final int sessions;
  private final boolean once;
  private int number;

  /**
   * A sequence.
   *
   * @param once whether each class comes once before any is repeated, regardless of weight; each
   *     then has its minimum duration, and none waits for recovery
   */
  public FaultSchedule(long seed, Collection<FaultClass> classes, int sessions, boolean once) {
    // The algorithm of java.util.Random is specified by Java, so a seed gives the same faults
    // everywhere.
    this.random = new Random(seed);
    this.sessions = sessions;
    this.once = once;
    classes.stream()
        .distinct()
        .sorted()
        .forEach(kind -> deck.addAll(Collections.nCopies(once ? 1 : kind.weight(), kind)));
    if (deck.isEmpty()) {
      throw new IllegalArgumentException("no classes of faults");
    }
  }

  /**
   * The next faults by lane.
   *
   * @param count the number of faults
   */
  SortedMap<Lane, List<Fault>> lanes(int count) {
    SortedMap<Lane, List<Fault>> lanes = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      Fault fault = next();
      lanes.computeIfAbsent(fault.kind().lane(), lane -> new ArrayList<>()).add(fault);
    }
    return lanes;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Fault next() {
    if (dealt.isEmpty()) {
      List<FaultClass> cards = new ArrayList<>(deck);
      Collections.shuffle(cards, random);
      dealt.addAll(cards);
    }
    FaultClass kind = dealt.removeFirst();
    int shortest = kind.shortestSeconds() * 1000;
    int longest = once ? shortest : kind.longestSeconds() * 1000;
    return new Fault(
        ++number,
        kind,
        random.nextInt(sessions),
        random.nextInt(VARIANTS),
        Duration.ofMillis(shortest + random.nextInt(longest - shortest + 1)),
        Duration.ofMillis(random.nextInt(once ? SHORT_PAUSE_MILLIS : LONGEST_PAUSE_MILLIS)),
        random.nextInt(AT_ONCE) > 0 && !once);
  }
}
