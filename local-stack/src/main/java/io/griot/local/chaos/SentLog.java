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

  /** A request is about to be made for the first time. */
  synchronized void begin(Sent sent) {
    sends.put(sent.id(), sent);
  }

  /** The command was accepted. */
  synchronized void accepted(CommandId id, long nanos) {
    Sent before = sends.get(id);
    if (before != null && !before.isAccepted()) {
      accepted++;
      sends.put(id, before.accepted(nanos));
    }
  }

  /** A request is made once more, because of what it was answered. */
  synchronized void repeated(String answer) {
    repeats.merge(answer, 1, Integer::sum);
  }

  /**
   * The item was read.
   *
   * @return the send, if it ended by this and had not before
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

  /** How the command has ended, as its item says. */
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

  /** The last ones that ended. */
  synchronized List<Sent> endedLately() {
    return List.copyOf(lately);
  }

  /** Those that have not ended, in the order in which they began. */
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

  /** How many requests were made again for want of a good answer. */
  synchronized int repeatCount() {
    return repeats.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many requests were made once more, by the answer that they had got. */
  synchronized Map<String, Integer> repeats() {
    return new TreeMap<>(repeats);
  }
}
