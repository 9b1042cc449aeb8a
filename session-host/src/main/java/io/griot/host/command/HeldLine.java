package io.griot.host.command;

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

  /** All that stop for a restriction. */
  List<Held> stopping() {
    return groups.values().stream().flatMap(Deque::stream).filter(Held::stops).toList();
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
   * The first of all groups whose turn comes next; before all others one whose time to start is
   * over, since it waits for neither page nor pace. Empty when each is under way.
   */
  Optional<Held> next(Instant now) {
    return heads().min(Comparator.comparing(head -> isOver(head, now) ? Instant.MIN : due(head)));
  }

  /** When the next one's time to start is over that has some left; empty when none has. */
  Optional<Instant> nextEnd(Instant now) {
    return heads().map(Held::startBy).filter(now::isBefore).min(Comparator.naturalOrder());
  }

  /** The first ones of all groups that are not under way. */
  private Stream<Held> heads() {
    return groups.values().stream()
        .map(Deque::getFirst)
        .filter(head -> !busy.contains(head.group()));
  }

  private boolean isOver(Held head, Instant now) {
    return !head.startBy().isAfter(now) && !due(head).isAfter(now);
  }

  /** When the first one of a group is looked at: its turn, or the end of its time to start. */
  Instant due(Held head) {
    Instant opens = opens(head);
    Instant turn = opens.isBefore(head.startBy()) ? opens : head.startBy();
    return later(turn, pauses.getOrDefault(head.group(), Instant.MIN));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** When a send of this pace may go that asks now. */
  Instant release(Pace pace, Instant now) {
    return pace.release(theoretical, now);
  }

  /** A send of this pace goes now. */
  void goes(Pace pace, Instant now) {
    theoretical = pace.after(theoretical, now);
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
