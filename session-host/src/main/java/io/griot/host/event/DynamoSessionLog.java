package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.EventLogItem;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Write;
import io.griot.host.lease.Lease;
import io.griot.host.lease.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * A session's log in DynamoDB, see {@link EventLogItem}. Each write is one item, on condition that
 * there is none at its position, so it needs no transaction. A refusal shows which owner was first:
 * this one itself (the SDK repeated the write), an earlier one (this one continues after it), or
 * the next one (the lease is lost).
 */
final class DynamoSessionLog implements SessionLog {
  /** The range of time in which an earlier owner's events are read. */
  private static final Duration RECENT = Duration.ofHours(1);

  /** The interval of renewing the entry in the customer's list, which expires like the events. */
  private static final Duration LISTED = Duration.ofDays(1);

  /** The largest number of items read in that range. */
  private static final int MAX_ITEMS = 2_000;

  private static final Logger log = LoggerFactory.getLogger(DynamoSessionLog.class);

  private final DynamoTable table;
  private final BiConsumer<String, String> objects;
  private final SessionRecord session;
  private final Lease lease;
  private final InstantSource serverTime;
  private final LongSupplier nanoTime;
  private final String key;
  private Instant listedAt = Instant.MIN;
  private Optional<Long> next = Optional.empty();
  private boolean isLost;

  DynamoSessionLog(
      DynamoTable table,
      BiConsumer<String, String> objects,
      SessionRecord session,
      Lease lease,
      InstantSource serverTime,
      LongSupplier nanoTime) {
    this.table = table;
    this.objects = objects;
    this.session = session;
    this.lease = lease;
    this.serverTime = serverTime;
    this.nanoTime = nanoTime;
    this.key = EventLogItem.ofSession(session.id(), session.environment());
  }

  @Override
  public synchronized boolean append(List<Event> events) {
    if (!isHeld()) {
      return false;
    }
    list();
    List<LoggedEvent> item = new ArrayList<>();
    int characters = 0;
    for (Event event : events) {
      LoggedEvent logged = LoggedEvent.of(event);
      if (logged.body().isEmpty()) {
        objects.accept(Names.eventObject(event.id()), event.payload().toString());
      }
      boolean isFull =
          item.size() == EventLogItem.MAX_EVENTS
              || characters + logged.characters() > EventLogItem.MAX_CHARACTERS;
      if (isFull && !item.isEmpty()) {
        if (!put(item)) {
          return false;
        }
        item.clear();
        characters = 0;
      }
      item.add(logged);
      characters += logged.characters();
    }
    return item.isEmpty() || put(item);
  }

  @Override
  public synchronized Optional<Recent> takeOver() {
    if (!isHeld()) {
      return Optional.empty();
    }
    next = end();
    return next.isEmpty() || !put(List.of()) ? Optional.empty() : recent();
  }

  @Override
  public Optional<Recent> recent() {
    List<LoggedEvent> events = new ArrayList<>();
    Instant since = Instant.MAX;
    List<Item> items =
        table
            .query(Query.of(EventLogItem.LOG, key).backwards())
            .limit(MAX_ITEMS)
            .takeWhile(new Window()::takes)
            .toList();
    for (Item item : items.reversed()) {
      Instant at = item.requiredInstant(EventLogItem.AT);
      since = earlier(since, at);
      item.bytes(EventLogItem.EVENTS).map(LoggedEvent::unpack).ifPresent(events::addAll);
    }
    // An event of a dead host's time was logged later than it happened.
    for (LoggedEvent event : events) {
      since = earlier(since, event.at());
    }
    return items.isEmpty() ? Optional.empty() : Optional.of(new Recent(since, events));
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  /**
   * Selects items while reading backwards: those in the last {@link #RECENT} before the last item
   * with events.
   */
  private static final class Window {
    private Optional<Instant> from = Optional.empty();

    boolean takes(Item item) {
      Instant at = item.requiredInstant(EventLogItem.AT);
      if (from.isEmpty() && item.has(EventLogItem.EVENTS)) {
        from = Optional.of(at.minus(RECENT));
      }
      return from.isEmpty() || !at.isBefore(from.get());
    }
  }

  private boolean isHeld() {
    return !isLost && lease.isHeldAt(nanoTime.getAsLong());
  }

  /** Adds the log to its customer's list, in which readers find logs; once a day. */
  private void list() {
    Instant now = serverTime.instant();
    if (listedAt.isBefore(now.minus(LISTED))) {
      String customer = EventLogItem.ofCustomer(session.customer(), session.environment());
      table.put(table.key(customer, session.name().value()), expiring(new Write()));
      listedAt = now;
    }
  }

  private boolean put(List<LoggedEvent> events) {
    String nonce = UUID.randomUUID().toString();
    while (true) {
      long position =
          next.or(this::end)
              .orElseGet(() -> EventLogItem.first(serverTime.instant().toEpochMilli()));
      int count = Math.max(1, events.size());
      try {
        table.put(table.key(key, EventLogItem.position(position)), write(events, count, nonce));
        next = Optional.of(position + count);
        return true;
      } catch (ConditionalCheckFailedException e) {
        Item stored = Item.stored(e);
        if (stored.optionalText(EventLogItem.NONCE).equals(Optional.of(nonce))) {
          next = Optional.of(position + count);
          return true;
        }
        if (isOfNextOwner(stored)) {
          isLost = true;
          log.atWarn().addKeyValue("sessionId", session.id()).log("event_log.lost");
          return false;
        }
        next = Optional.empty();
      }
    }
  }

  private boolean isOfNextOwner(Item stored) {
    long generation = session.generation().createdAt().toEpochMilli();
    long other = stored.count(EventLogItem.GENERATION);
    return other > generation
        || (other == generation && stored.count(EventLogItem.TOKEN) > lease.token());
  }

  private Write write(List<LoggedEvent> events, int count, String nonce) {
    Write write =
        expiring(new Write())
            .set(EventLogItem.COUNT, Item.ofNumber(count))
            .set(
                EventLogItem.GENERATION,
                Item.ofNumber(session.generation().createdAt().toEpochMilli()))
            .set(EventLogItem.TOKEN, Item.ofNumber(lease.token()))
            .set(EventLogItem.NONCE, Item.ofText(nonce))
            .ifAbsent(EventLogItem.LOG);
    return events.isEmpty()
        ? write
        : write.set(EventLogItem.EVENTS, Item.ofBytes(LoggedEvent.pack(events)));
  }

  private Write expiring(Write write) {
    Instant now = serverTime.instant();
    return write
        .set(EventLogItem.AT, Item.ofInstant(now))
        .set(EventLogItem.EXPIRES_AT, Item.ofExpiry(now.plus(EventLogItem.KEPT)));
  }

  /** The position after the last item; empty when there is none. */
  private Optional<Long> end() {
    return table
        .query(Query.of(EventLogItem.LOG, key).backwards().atMost(1))
        .findFirst()
        .map(last ->
            EventLogItem.number(last.text(EventLogItem.POSITION))
                + last.requiredCount(EventLogItem.COUNT));
  }
}
