package io.griot.functions.eventlog;

import io.griot.contract.LoggedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Reads the next events of several logs, a page at a time. It stops reading when the page is full,
 * so the cost of a page depends on its size. It reads the logs in random order, each for its share,
 * so that a flood in one does not delay the events of the others. Thread-safe.
 */
public final class EventReader {
  /** The number of events after which a page ends, at the end of the item. */
  static final int MAX_EVENTS = 100;

  /** The number of characters of bodies after which a page ends, at the end of the item. */
  static final int MAX_CHARACTERS = 1_000_000;

  /** The number of items in one read. */
  private static final int ITEMS = 4;

  /** The number of reads after which a page ends, even without a matching event. */
  private static final int MAX_READINGS = 25;

  private final EventLogStore logs;
  private final RandomGenerator random;

  public EventReader(EventLogStore logs, RandomGenerator random) {
    this.logs = logs;
    this.random = random;
  }

  /**
   * A request for events.
   *
   * @param types the names of events; empty for all
   */
  public record Question(List<LogId> logs, Optional<Set<String>> types) {
    public Question {
      logs = List.copyOf(logs);
      types = types.map(Set::copyOf);
    }

    boolean wants(LoggedEvent event) {
      return types.map(names -> names.contains(event.dataType())).orElse(true);
    }
  }

  /** An event and its log. */
  public record Read(LogId log, LoggedEvent event) {}

  /**
   * A page of events.
   *
   * @param cursor the position after them, and after those that were skipped
   * @param isEnd whether there was nothing more
   */
  public record Page(List<Read> events, LogCursor cursor, boolean isEnd) {
    public Page {
      events = List.copyOf(events);
    }
  }

  /** Reads the next page. */
  public Page page(Question question, LogCursor from) {
    List<LogId> order = new ArrayList<>(question.logs());
    Collections.shuffle(order, Random.from(random));
    List<Read> events = new ArrayList<>();
    LogCursor cursor = from;
    int characters = 0;
    int readings = 0;
    List<LogId> left = order;
    while (!left.isEmpty()) {
      List<LogId> more = new ArrayList<>();
      for (LogId log : left) {
        boolean isFull =
            events.size() >= MAX_EVENTS
                || characters >= MAX_CHARACTERS
                || readings >= MAX_READINGS + order.size();
        if (isFull) {
          return new Page(events, cursor, false);
        }
        readings++;
        List<LogChunk> chunks = logs.behind(log, cursor.of(log), ITEMS);
        if (chunks.size() == ITEMS) {
          more.add(log);
        }
        for (LogChunk chunk : chunks) {
          cursor = cursor.at(log, chunk.last());
          for (LoggedEvent event : chunk.events()) {
            if (question.wants(event)) {
              events.add(new Read(log, event));
              characters += Math.min(event.characters(), MAX_CHARACTERS);
            }
          }
        }
      }
      left = more;
    }
    return new Page(events, cursor, true);
  }

  /** Whether the next page would contain anything new. Cheaper than reading a page. */
  public boolean goesOn(Question question, LogCursor from) {
    Map<LogId, Long> positions = new HashMap<>();
    for (LogId log : question.logs()) {
      if (!from.has(log)) {
        return true;
      }
      positions.put(log, from.of(log));
    }
    return !positions.isEmpty() && logs.goesOn(positions);
  }
}
