package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs in memory, whose positions begin with 1. For one thread. */
final class MemoryEventLogs implements EventLogStore {
  private final Map<LogId, List<LogChunk>> logs = new LinkedHashMap<>();

  /** The number of items read. */
  int read;

  /** Appends an item with events of a type, by their keys. */
  void append(LogId log, Instant at, String dataType, String... keys) {
    List<LogChunk> chunks = logs.computeIfAbsent(log, _ -> new ArrayList<>());
    long last = chunks.isEmpty() ? 0 : chunks.getLast().last();
    List<LoggedEvent> events = new ArrayList<>();
    for (String key : keys) {
      events.add(
          new LoggedEvent(
              EventId.of(log.session().orElseThrow(), dataType, key),
              dataType,
              at,
              Event.messageGroup(log.session().orElseThrow(), "chat"),
              Optional.of("{}"),
              2));
    }
    chunks.add(new LogChunk(last + Math.max(1, keys.length), at, events));
  }

  @Override
  public List<LogId> of(CustomerId customer, Environment environment) {
    return logs.keySet().stream()
        .filter(log -> log.customer().equals(customer) && log.environment() == environment)
        .toList();
  }

  @Override
  public List<LogChunk> behind(LogId log, long position, int most) {
    List<LogChunk> found =
        logs.getOrDefault(log, List.of()).stream()
            .filter(chunk -> chunk.last() - Math.max(1, chunk.events().size()) >= position)
            .limit(most)
            .toList();
    read += found.size();
    return found;
  }

  @Override
  public boolean goesOn(Map<LogId, Long> positions) {
    return positions.entrySet().stream()
        .anyMatch(one ->
            logs.getOrDefault(one.getKey(), List.of()).stream()
                .anyMatch(chunk -> chunk.last() > one.getValue()));
  }

  @Override
  public long before(LogId log, Instant time) {
    return logs.getOrDefault(log, List.of()).stream()
        .filter(chunk -> chunk.at().isBefore(time))
        .mapToLong(LogChunk::last)
        .max()
        .orElse(0);
  }
}
