package io.griot.local.chaos;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.local.chaos.Sent.Ending;
import io.griot.local.chaos.TableView.CommandRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All sends of a run. Thread-safe. */
final class SentLog {
  private static final int LATELY = 300;

  private final Map<CommandId, Sent> sends = new LinkedHashMap<>();
  private final Deque<Sent> lately = new ArrayDeque<>();
  private int accepted;
  private int ended;
  private final Map<String, Integer> repeats = new TreeMap<>();

  /** Adds a send before its first request. */
  synchronized void begin(Sent sent) {
    sends.put(sent.id(), sent);
  }

  /** Marks a command as accepted. */
  synchronized void accepted(CommandId id, long nanos) {
    Sent before = sends.get(id);
    if (before != null && !before.isAccepted()) {
      accepted++;
      sends.put(id, before.accepted(nanos));
    }
  }

  /** Counts a repeated request by the answer that caused it. */
  synchronized void repeated(String answer) {
    repeats.merge(answer, 1, Integer::sum);
  }

  /**
   * Updates a send from its item.
   *
   * @return the send, if it has just ended
   */
  synchronized Optional<Sent> read(CommandRow row) {
    Sent before = sends.get(row.id());
    Ending now = ending(row);
    if (before == null || !before.isAccepted() || !before.isOpen() || now == Ending.OPEN) {
      return Optional.empty();
    }
    Sent after = before.ended(row.attempt(), now, row.failure());
    sends.put(row.id(), after);
    ended++;
    lately.addLast(after);
    if (lately.size() > LATELY) {
      Sent _ = lately.removeFirst();
    }
    return Optional.of(after);
  }

  /** The end of a command by its item. */
  static Ending ending(CommandRow row) {
    if (row.status() == CommandStatus.SUCCEEDED) {
      return Ending.SUCCEEDED;
    }
    if (row.status() != CommandStatus.FAILED) {
      return Ending.OPEN;
    }
    return row.failure().equals(FailureCode.OUTCOME_UNKNOWN.name())
        ? Ending.UNKNOWN
        : Ending.FAILED;
  }

  /** The most recently ended sends. */
  synchronized List<Sent> endedLately() {
    return List.copyOf(lately);
  }

  /** The sends that have not ended, in the order in which they began. */
  synchronized List<Sent> open() {
    return sends.values().stream().filter(Sent::isOpen).toList();
  }

  synchronized List<Sent> all() {
    return new ArrayList<>(sends.values());
  }

  synchronized int acceptedCount() {
    return accepted;
  }

  synchronized int endedCount() {
    return ended;
  }

  /** The number of repeated requests. */
  synchronized int repeatCount() {
    return repeats.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The numbers of repeated requests by the answer that caused them. */
  synchronized Map<String, Integer> repeats() {
    return new TreeMap<>(repeats);
  }
}
