package io.griot.functions.eventlog;

import io.griot.contract.EventMessage;
import io.griot.contract.LoggedEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Sends logged events of a range of time to the webhooks again, in the order in which they were
 * stored. Replayed events have groups of their own, so that new events do not wait for them.
 * Stateless.
 */
public final class Replays {
  /**
   * The number of events after which a replay ends, at the end of the item; the next replay
   * continues.
   */
  public static final int MAX_EVENTS = 1_000;

  private static final int ITEMS = 10;

  private final EventLogStore logs;
  private final ReplayQueue queue;

  public Replays(EventLogStore logs, ReplayQueue queue) {
    this.logs = logs;
    this.queue = queue;
  }

  /**
   * A request to deliver events again.
   *
   * @param id distinguishes this replay from others
   * @param from the earliest time at which events were stored
   * @param until the time before which events were stored
   * @param types the names of events; empty for all
   */
  public record Order(
      String id, List<LogId> logs, Instant from, Instant until, Optional<Set<String>> types) {
    public Order {
      logs = List.copyOf(logs);
      types = types.map(Set::copyOf);
    }
  }

  /**
   * The result of a replay.
   *
   * @param next the time at which the next replay continues; empty when that was all
   */
  public record Report(int events, Optional<Instant> next) {}

  /**
   * Sends the events. Blocks for several requests. Events that were sent before a failure stay
   * sent.
   */
  public Report replay(Order order) {
    PriorityQueue<Source> sources =
        new PriorityQueue<>(Comparator.comparing((Source source) -> source.next().at()));
    for (LogId log : order.logs()) {
      Source source = new Source(log, logs.before(log, order.from()));
      if (source.hasNext(order.until())) {
        sources.add(source);
      }
    }
    int sent = 0;
    while (!sources.isEmpty()) {
      Source first = sources.remove();
      if (sent >= MAX_EVENTS) {
        return new Report(sent, Optional.of(first.next().at()));
      }
      List<EventMessage> messages = messages(order, first.log, first.take());
      queue.send(messages);
      sent += messages.size();
      if (first.hasNext(order.until())) {
        sources.add(first);
      }
    }
    return new Report(sent, Optional.empty());
  }

  private static List<EventMessage> messages(Order order, LogId log, LogChunk chunk) {
    List<EventMessage> messages = new ArrayList<>();
    for (LoggedEvent event : chunk.events()) {
      if (order.types().map(names -> names.contains(event.dataType())).orElse(true)) {
        messages.add(
            new EventMessage(
                event.id(),
                log.customer(),
                log.session(),
                log.environment(),
                event.dataType(),
                event.at(),
                event.body(),
                Optional.of(order.id())));
      }
    }
    return messages;
  }

  /** A log that is read item by item. For one thread. */
  private final class Source {
    private final LogId log;
    private final Deque<LogChunk> chunks = new ArrayDeque<>();
    private long position;

    Source(LogId log, long position) {
      this.log = log;
      this.position = position;
    }

    boolean hasNext(Instant until) {
      if (chunks.isEmpty()) {
        chunks.addAll(logs.behind(log, position, ITEMS));
      }
      return !chunks.isEmpty() && chunks.getFirst().at().isBefore(until);
    }

    LogChunk next() {
      return chunks.getFirst();
    }

    LogChunk take() {
      LogChunk chunk = chunks.removeFirst();
      position = chunk.last();
      return chunk;
    }
  }
}
