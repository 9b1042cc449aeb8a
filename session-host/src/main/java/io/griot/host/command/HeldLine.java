package io.griot.host.command;

import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One session's held messages, as a host knows them: in the order of each group, and the pace that
 * the session's sends keep on this host. Not thread-safe: whoever has it, locks it.
 */
final class HeldLine {
  private final Map<String, Deque<Held>> groups = new LinkedHashMap<>();
  private final Set<String> messages = new HashSet<>();

  /** Groups whose first one is under way. */
  private final Set<String> busy = new HashSet<>();

  /** When groups go on whose first one could not be carried out. */
  private final Map<String, Instant> pauses = new HashMap<>();

  private long lastPosition;
  private Instant theoretical = Instant.EPOCH;
  private Instant lastGone = Instant.EPOCH;
  private Instant restrictedUntil = Instant.EPOCH;

  /** A position behind all others. It follows the clock, so that it also is on the next host. */
  long nextPosition(Instant now) {
    lastPosition = Math.max(lastPosition + 1, now.toEpochMilli() * 1000);
    return lastPosition;
  }

  void add(Held held) {
    lastPosition = Math.max(lastPosition, held.position());
    if (messages.add(held.message())) {
      groups.computeIfAbsent(held.group(), group -> new ArrayDeque<>()).add(held);
    }
  }

  boolean contains(String message) {
    return messages.contains(message);
  }

  /** WhatsApp restricts the account until then; in the past: it does not. */
  void restrict(Instant until) {
    restrictedUntil = until;
  }

  /** Whether a restriction stops what stops for one. */
  boolean isRestricted(Instant now) {
    return restrictedUntil.isAfter(now);
  }

  /** When one may go at the earliest, by its turn and by a restriction. */
  Instant opens(Held held) {
    return held.stops() ? later(held.notBefore(), restrictedUntil) : held.notBefore();
  }

  /** The same, and not before any that it waits behind. */
  Instant opensInOrder(Held held) {
    return group(held.group())
        .takeWhile(one -> !one.equals(held))
        .map(this::opens)
        .reduce(opens(held), HeldLine::later);
  }

  /** All that stop for a restriction, and what waits behind them. */
  List<Held> stopping() {
    return groups.keySet().stream()
        .flatMap(group -> group(group).dropWhile(held -> !held.stops()))
        .toList();
  }

  private Stream<Held> group(String name) {
    return groups.getOrDefault(name, new ArrayDeque<>()).stream();
  }

  /** Whether a message of the group has others before it. */
  boolean holds(String group) {
    return groups.containsKey(group);
  }

  /** The last one of a group, which the next of it waits behind. */
  Optional<Held> last(String group) {
    return Optional.ofNullable(groups.get(group)).map(Deque::peekLast);
  }

  /**
   * The first of all groups whose turn comes next. Of those whose turn has come, one whose way is
   * open goes before the others; one whose time to start is over has it open, since it waits for
   * nothing. Empty when each is under way.
   *
   * @param isOpen whether what a message requires is there
   */
  Optional<Held> next(Instant now, Predicate<Requires> isOpen) {
    Comparator<Held> byTurn =
        Comparator.<Held, Instant>comparing(head -> due(head, now))
            .thenComparing(Held::notBefore)
            .thenComparingLong(Held::position);
    return heads()
        .filter(head -> !due(head, now).isAfter(now))
        .filter(head -> isOver(head, now) || isOpen.test(head.requires()))
        .min(byTurn)
        .or(() -> heads().min(byTurn));
  }

  /** The first ones of all groups that are not under way. */
  private Stream<Held> heads() {
    return groups.values().stream()
        .map(Deque::getFirst)
        .filter(head -> !busy.contains(head.group()));
  }

  private static boolean isOver(Held head, Instant now) {
    return !head.startBy().isAfter(now);
  }

  /**
   * When the first one of a group is looked at: at its turn and when its pace lets it go, or at the
   * end of its time to start.
   */
  Instant due(Held head, Instant now) {
    Instant paced = head.pace().map(pace -> release(pace, now)).orElse(head.notBefore());
    Instant turn = later(opens(head), paced);
    Instant due = turn.isBefore(head.startBy()) ? turn : head.startBy();
    return later(due, pauses.getOrDefault(head.group(), Instant.MIN));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * When a send of this pace may go that asks now. One interval after the last one at the latest:
   * what went by a slower pace, before the settings changed, holds nothing longer.
   */
  Instant release(Pace pace, Instant now) {
    Instant afterLast = later(now, lastGone.plus(pace.interval()));
    Instant paced = pace.release(theoretical, now);
    return paced.isBefore(afterLast) ? paced : afterLast;
  }

  /** A send of this pace goes now. */
  void goes(Pace pace, Instant now) {
    Instant furthest = now.plus(pace.tolerance());
    theoretical = pace.after(theoretical.isBefore(furthest) ? theoretical : furthest, now);
    lastGone = now;
  }

  /** The first one of its group is under way. */
  void begins(Held head) {
    busy.add(head.group());
  }

  /** It is done with: the next of its group may go. */
  void ends(Held head) {
    busy.remove(head.group());
    pauses.remove(head.group());
    messages.remove(head.message());
    Deque<Held> group = groups.get(head.group());
    if (group != null) {
      group.remove(head);
      if (group.isEmpty()) {
        groups.remove(head.group());
      }
    }
  }

  /** It could not be carried out: its group goes on later. */
  void pauses(Held head, Instant until) {
    busy.remove(head.group());
    pauses.put(head.group(), until);
  }
}
