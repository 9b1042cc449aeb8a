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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One session's held messages in memory, in the order of each group, with the state of the
 * session's sending pace on this host. Not thread-safe; the owner locks it.
 */
final class HeldMessages {
  private final Map<String, Deque<HeldMessage>> groups = new LinkedHashMap<>();
  private final Set<String> messages = new HashSet<>();

  /** Groups whose first message is running. */
  private final Set<String> busy = new HashSet<>();

  /** The time at which a group continues after its first message failed. */
  private final Map<String, Instant> pauses = new HashMap<>();

  private long lastPosition;
  private Instant theoreticalArrival = Instant.EPOCH;
  private Instant lastGone = Instant.EPOCH;
  private Instant restrictedUntil = Instant.EPOCH;
  private boolean suspended;

  /**
   * A position after all others. It is derived from the clock, so that it is also higher than those
   * of earlier hosts.
   */
  long nextPosition(Instant now) {
    lastPosition = Math.max(lastPosition + 1, now.toEpochMilli() * 1000);
    return lastPosition;
  }

  void add(HeldMessage held) {
    lastPosition = Math.max(lastPosition, held.position());
    if (messages.add(held.message())) {
      groups.computeIfAbsent(held.group(), group -> new ArrayDeque<>()).add(held);
    }
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  boolean contains(String message) {
    return messages.contains(message);
  }

  /** Sets until when WhatsApp restricts the account; a time in the past means not at all. */
  void restrict(Instant until) {
    restrictedUntil = until;
  }

  /** Whether the account is restricted now. */
  boolean isRestricted(Instant now) {
    return restrictedUntil.isAfter(now);
  }

  /** Sets the suspension, during which messages only end at their deadlines for starting. */
  void suspend(boolean is) {
    suspended = is;
  }

  boolean isSuspended() {
    return suspended;
  }

  /** Earliest start of a message, by its turn and by the restriction. */
  Instant opens(HeldMessage held) {
    return held.stops() ? later(held.notBefore(), restrictedUntil) : held.notBefore();
  }

  /** Earliest start of a message, and not before those of its group ahead of it. */
  Instant opensInOrder(HeldMessage held) {
    return group(held.group())
        .takeWhile(one -> !one.equals(held))
        .map(this::opens)
        .reduce(opens(held), HeldMessages::later);
  }

  /** All messages that wait while the account is restricted, and those behind them. */
  List<HeldMessage> stopping() {
    return groups.keySet().stream()
        .flatMap(group -> group(group).dropWhile(held -> !held.stops()))
        .toList();
  }

  private Stream<HeldMessage> group(String name) {
    return groups.getOrDefault(name, new ArrayDeque<>()).stream();
  }

  /** Whether the group has held messages. */
  boolean holds(String group) {
    return groups.containsKey(group);
  }

  /** The last message of a group; the next one waits behind it. */
  Optional<HeldMessage> last(String group) {
    return Optional.ofNullable(groups.get(group)).map(Deque::peekLast);
  }

  /**
   * The first message of the group whose turn comes next. Among messages whose turn has come, those
   * whose demand is met go first. A message past its deadline for starting counts as met, because
   * it only has to be ended. Empty when every group has a running message.
   *
   * @param isOpen whether a message's demand is met
   */
  Optional<HeldMessage> next(Instant now, Predicate<HeldMessage> isOpen) {
    Comparator<HeldMessage> byTurn =
        Comparator.<HeldMessage, Instant>comparing(head -> due(head, now))
            .thenComparing(HeldMessage::notBefore)
            .thenComparingLong(HeldMessage::position);
    return heads()
        .filter(head -> !due(head, now).isAfter(now))
        .filter(head -> isOver(head, now) || isOpen.test(head))
        .min(byTurn)
        .or(() -> heads().min(byTurn));
  }

  /** The first message of each group that has none running. */
  private Stream<HeldMessage> heads() {
    return groups.values().stream()
        .map(Deque::getFirst)
        .filter(head -> !busy.contains(head.group()));
  }

  private static boolean isOver(HeldMessage head, Instant now) {
    return !head.startBy().isAfter(now);
  }

  /**
   * The time at which a group's first message is due: at its turn and when the pace allows it, or
   * at its deadline for starting; at the latter while messages are suspended.
   */
  Instant due(HeldMessage head, Instant now) {
    Instant paced = head.pace().map(pace -> release(pace, now)).orElse(head.notBefore());
    Instant turn = suspended ? head.startBy() : later(opens(head), paced);
    Instant due = turn.isBefore(head.startBy()) ? turn : head.startBy();
    return later(due, pauses.getOrDefault(head.group(), Instant.MIN));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * The time at which a send of this pace may go, if it asks now. It is at most one interval after
   * the last send: sends of a slower pace, before the settings changed, do not delay it further.
   */
  Instant release(Pace pace, Instant now) {
    Instant afterLast = later(now, lastGone.plus(pace.interval()));
    Instant paced = pace.release(theoreticalArrival, now);
    return paced.isBefore(afterLast) ? paced : afterLast;
  }

  /** Records a send of this pace. */
  void goes(Pace pace, Instant now) {
    Instant furthest = now.plus(pace.tolerance());
    Instant arrival = theoreticalArrival.isBefore(furthest) ? theoreticalArrival : furthest;
    theoreticalArrival = pace.after(arrival, now);
    lastGone = now;
  }

  /** The first message of its group is running. */
  void begins(HeldMessage head) {
    busy.add(head.group());
  }

  /** The message is done; the next of its group may go. */
  void ends(HeldMessage head) {
    busy.remove(head.group());
    pauses.remove(head.group());
    messages.remove(head.message());
    Deque<HeldMessage> group = groups.get(head.group());
    if (group != null) {
      group.remove(head);
      if (group.isEmpty()) {
        groups.remove(head.group());
      }
    }
  }

  /** The message could not be processed; its group continues later. */
  void pauses(HeldMessage head, Instant until) {
    busy.remove(head.group());
    pauses.put(head.group(), until);
  }
}
