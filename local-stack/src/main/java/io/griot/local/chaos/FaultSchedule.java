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
 * The faults of a run, without an end: a function of the seed, the classes and the number of
 * sessions, and of nothing that happens meanwhile. Classes are dealt like cards, each as often as
 * its weight, then all anew: none is left out for long. For one thread.
 */
public final class FaultSchedule implements Iterator<Fault> {
  private static final int LONGEST_PAUSE_MILLIS = 5000;
  private static final int SHORT_PAUSE_MILLIS = 500;
  private static final int VARIANTS = 64;

  /** One in so many does not wait for the sessions that the one before met. */
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
   * @param once whether each class is dealt once before any comes again, whatever its weight; each
   *     is then as short as it may be, and none waits for calm
   */
  public FaultSchedule(long seed, Collection<FaultClass> classes, int sessions, boolean once) {
    // java.util.Random: its algorithm is part of Java's specification, so a seed means the same
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

  /** The next faults, so many, by what they come one behind the other in. */
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
