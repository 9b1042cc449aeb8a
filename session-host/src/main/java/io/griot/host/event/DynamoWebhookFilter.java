package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Decides by the webhooks in DynamoDB, and by the customers' settings of their logs. "Wanted" is
 * cached for {@link #BELIEVED}. "Not wanted" needs a consistent read that began after the event. So
 * a webhook counts from the moment it is stored, and so does the log.
 *
 * <p>A scope (a session, or all sessions of a customer) is read only when an event occurs, and at
 * most once in {@link #LEAST_INTERVAL}. Events that no webhook wanted before wait for the next read
 * together. Thread-safe; may block for a read.
 */
public final class DynamoWebhookFilter implements WebhookFilter {
  /** The time for which a webhook that was read is trusted. */
  static final Duration BELIEVED = Duration.ofSeconds(30);

  /** Minimum time between two reads of one scope. */
  public static final Duration LEAST_INTERVAL = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(DynamoWebhookFilter.class);
  private static final int MAX_REMEMBERED = 1_000;

  private final DynamoTable table;
  private final LongSupplier nanoTime;
  private final AtomicLong lookUps = new AtomicLong();
  private final Map<String, Known> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /**
   * The result of reading a scope.
   *
   * @param webhook empty when the scope has none
   * @param logUntil until when all events are logged
   * @param since when the read began, on the monotonic clock
   */
  private record Known(Optional<Wanted> webhook, Instant logUntil, long since) {
    boolean isSince(long nanos) {
      return since - nanos >= 0;
    }
  }

  /** The results of reading a session's own scope and its customer's. */
  private record Both(Known session, Known customer) {
    /** A session's own webhook replaces its customer's. */
    boolean wants(Event event) {
      return session
          .webhook()
          .or(customer::webhook)
          .filter(wanted -> wanted.includes(event.dataType()))
          .isPresent();
    }

    boolean logs(Event event) {
      return event.at().isBefore(customer.logUntil());
    }

    /**
     * Whether both reads began later. Whether all events are logged is only stored in the
     * customer's scope.
     */
    boolean areSince(long nanos) {
      return session.isSince(nanos) && customer.isSince(nanos);
    }

    /**
     * Whether the deciding read began later. A session's own webhook decides, whatever its
     * customer's wants.
     */
    boolean isSince(long nanos) {
      return session.isSince(nanos) && (session.webhook().isPresent() || customer.isSince(nanos));
    }
  }

  /**
   * @param names of the events; empty when all are wanted
   */
  private record Wanted(Optional<Set<String>> names) {
    boolean includes(String dataType) {
      return names.map(set -> set.contains(dataType)).orElse(true);
    }
  }

  public DynamoWebhookFilter(DynamoDbClient dynamoDb, Names names, LongSupplier nanoTime) {
    this.table = new DynamoTable(dynamoDb, names, Table.WEBHOOKS);
    this.nanoTime = nanoTime;
  }

  @Override
  public long lookUps() {
    return lookUps.get();
  }

  @Override
  public Verdict verdict(Event event, long happenedNanos) {
    try {
      Both both = both(event, BELIEVED);
      if (!both.wants(event) && !both.areSince(happenedNanos)) {
        both = both(event, LEAST_INTERVAL);
      }
      if (both.wants(event)) {
        return Verdict.WANTED;
      }
      if (both.logs(event)) {
        return both.isSince(happenedNanos) ? Verdict.LOGGED : Verdict.LOGGED_UNDECIDED;
      }
      return both.areSince(happenedNanos) ? Verdict.UNWANTED : Verdict.UNDECIDED;
    } catch (SdkException e) {
      log.atWarn().setCause(e).addKeyValue("sessionId", event.session()).log("webhook.not_read");
      return Verdict.WANTED;
    }
  }

  private Both both(Event event, Duration age) {
    return new Both(
        noOlderThan(WebhookItem.ofSession(event.session(), event.environment()), age),
        noOlderThan(WebhookItem.ofCustomer(event.customer(), event.environment()), age));
  }

  private Known noOlderThan(String scope, Duration age) {
    long now = nanoTime.getAsLong();
    synchronized (remembered) {
      Known known = remembered.get(scope);
      if (known != null && now - known.since() < age.toNanos()) {
        return known;
      }
    }
    Known read = read(scope, now);
    synchronized (remembered) {
      remembered.put(scope, read);
    }
    lookUps.incrementAndGet();
    return read;
  }

  private Known read(String scope, long now) {
    Item item =
        table
            .get(table.key(scope), WebhookItem.URL, WebhookItem.EVENTS, WebhookItem.LOG_UNTIL)
            .orElseGet(() -> new Item(Map.of()));
    Optional<Wanted> webhook =
        item.optionalText(WebhookItem.URL)
            .map(url ->
                new Wanted(
                    Optional.of(item.texts(WebhookItem.EVENTS)).filter(all -> !all.isEmpty())));
    return new Known(webhook, item.instant(WebhookItem.LOG_UNTIL).orElse(Instant.MIN), now);
  }
}
