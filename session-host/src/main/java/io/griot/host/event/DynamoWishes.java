package io.griot.host.event;

import io.griot.contract.Event;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.host.dynamo.Attributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * The webhooks in DynamoDB, believed for {@link #BELIEVED}: what nobody wants does not go on the
 * queue, and costs nothing. Looked up when something happens, so an idle session looks up nothing.
 */
public final class DynamoWishes implements Wishes {
  /** How long what was read counts. */
  static final Duration BELIEVED = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(DynamoWishes.class);
  private static final int MAX_REMEMBERED = 1_000;

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final LongSupplier nanoTime;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /**
   * @param webhook empty when the scope has none
   */
  private record Remembered(Optional<Wanted> webhook, long since) {}

  /**
   * @param names of the events; empty when all are wanted
   */
  private record Wanted(Optional<Set<String>> names) {
    boolean includes(String dataType) {
      return names.map(set -> set.contains(dataType)).orElse(true);
    }
  }

  public DynamoWishes(DynamoDbClient dynamoDb, Names names, LongSupplier nanoTime) {
    this.dynamoDb = dynamoDb;
    this.table = names.table(Table.WEBHOOKS);
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean include(Event event) {
    try {
      return webhook(WebhookItem.ofSession(event.session(), event.environment()))
          .or(() -> webhook(WebhookItem.ofCustomer(event.customer(), event.environment())))
          .map(wanted -> wanted.includes(event.dataType()))
          .orElse(false);
    } catch (SdkException e) {
      log.warn("session {}: its webhook cannot be read", event.session(), e);
      return true;
    }
  }

  private Optional<Wanted> webhook(String scope) {
    long now = nanoTime.getAsLong();
    synchronized (remembered) {
      Remembered known = remembered.get(scope);
      if (known != null && now - known.since() < BELIEVED.toNanos()) {
        return known.webhook();
      }
    }
    Optional<Wanted> read = read(scope);
    synchronized (remembered) {
      remembered.put(scope, new Remembered(read, now));
    }
    return read;
  }

  private Optional<Wanted> read(String scope) {
    GetItemResponse answer =
        dynamoDb.getItem(get ->
            get.tableName(table)
                .key(Map.of(WebhookItem.SCOPE, Attributes.text(scope)))
                .projectionExpression("#scope, #events")
                .expressionAttributeNames(
                    Map.of("#scope", WebhookItem.SCOPE, "#events", WebhookItem.EVENTS)));
    if (!answer.hasItem()) {
      return Optional.empty();
    }
    return Optional.of(
        new Wanted(
            Optional.ofNullable(answer.item().get(WebhookItem.EVENTS))
                .map(names -> Set.copyOf(names.ss()))));
  }
}
