package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.DynamoTable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Decides by the webhooks in DynamoDB. "Wanted" is cached for {@link #BELIEVED}. "Not wanted" needs
 * a consistent read that began after the event. So a webhook counts from the moment it is stored.
 *
 * <p>A scope (a session, or all sessions of a customer) is read only when an event occurs, and at
 * most once in {@link #LEAST_INTERVAL}. Events that no webhook wanted before wait for the next read
 * together. Thread-safe; may block for a read.
 */
public final class DynamoWebhookFilter implements WebhookFilter {
  /** How long a webhook that was read is trusted. */
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
   * @param since when the read began, on the monotonic clock
   */
  private record Known(Optional<Wanted> webhook, long since) {
    boolean wants(Event event) {
      return webhook.filter(wanted -> wanted.includes(event.dataType())).isPresent();
    }

    boolean isSince(long nanos) {
      return since - nanos >= 0;
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
    List<String> scopes =
        List.of(
            WebhookItem.ofSession(event.session(), event.environment()),
            WebhookItem.ofCustomer(event.customer(), event.environment()));
    try {
      return isBelievedWanted(event, scopes)
          ? Verdict.WANTED
          : verdictOfNow(event, scopes, happenedNanos);
    } catch (SdkException e) {
      log.atWarn().setCause(e).addKeyValue("sessionId", event.session()).log("webhook.not_read");
      return Verdict.WANTED;
    }
  }

  /** A session's own webhook replaces its customer's. */
  private boolean isBelievedWanted(Event event, List<String> scopes) {
    for (String scope : scopes) {
      Known known = noOlderThan(scope, BELIEVED);
      if (known.webhook().isPresent()) {
        return known.wants(event);
      }
    }
    return false;
  }

  private Verdict verdictOfNow(Event event, List<String> scopes, long happenedNanos) {
    Verdict none = Verdict.UNWANTED;
    for (String scope : scopes) {
      Known known = noOlderThan(scope, BELIEVED);
      if (!known.isSince(happenedNanos)) {
        known = noOlderThan(scope, LEAST_INTERVAL);
      }
      if (!known.isSince(happenedNanos)) {
        none = Verdict.UNDECIDED;
      }
      if (known.webhook().isPresent()) {
        return known.wants(event) ? Verdict.WANTED : none;
      }
    }
    return none;
  }

  private Known noOlderThan(String scope, Duration age) {
    long now = nanoTime.getAsLong();
    synchronized (remembered) {
      Known known = remembered.get(scope);
      if (known != null && now - known.since() < age.toNanos()) {
        return known;
      }
    }
    Known read = new Known(read(scope), now);
    synchronized (remembered) {
      remembered.put(scope, read);
    }
    lookUps.incrementAndGet();
    return read;
  }

  private Optional<Wanted> read(String scope) {
    return table
        .get(table.key(scope), WebhookItem.SCOPE, WebhookItem.EVENTS)
        .map(item ->
            new Wanted(Optional.of(item.texts(WebhookItem.EVENTS)).filter(all -> !all.isEmpty())));
  }
}
