package io.griot.functions.aws;

import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Webhooks in DynamoDB. Thread-safe. */
public final class DynamoWebhookStore implements WebhookStore {
  /** A set in DynamoDB cannot be empty: that none is wanted is said by the name of no event. */
  private static final Set<String> NONE = Set.of("-");

  private final DynamoDbClient tables;
  private final String table;

  public DynamoWebhookStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.WEBHOOKS);
  }

  @Override
  public Optional<Webhook> find(String scope) {
    GetItemResponse answer =
        tables.getItem(get -> get.tableName(table).key(key(scope)).consistentRead(true));
    return answer.hasItem() ? Optional.of(read(new Item(answer.item()))) : Optional.empty();
  }

  /** Unconditional: of two at once the later counts, and both answer the secret that is stored. */
  @Override
  public Webhook put(String scope, Webhook webhook, boolean replaceSecret) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":url", Item.ofText(webhook.url()));
    values.put(":secret", Item.ofText(webhook.secret()));
    StringBuilder set = new StringBuilder("SET #url = :url, #secret = ");
    set.append(replaceSecret ? ":secret" : "if_not_exists(#secret, :secret)");
    StringBuilder remove = new StringBuilder();
    webhook
        .events()
        .ifPresentOrElse(
            names -> {
              set.append(", #events = :events");
              Set<String> kept = names.isEmpty() ? NONE : names;
              values.put(":events", AttributeValue.fromSs(kept.stream().sorted().toList()));
            },
            () -> remove.append(" REMOVE #events"));
    webhook
        .apiKey()
        .ifPresentOrElse(
            key -> {
              set.append(", #apiKey = :apiKey");
              values.put(":apiKey", Item.ofText(key));
            },
            () -> remove.append(remove.isEmpty() ? " REMOVE #apiKey" : ", #apiKey"));
    UpdateItemResponse answer =
        tables.updateItem(update ->
            update
                .tableName(table)
                .key(key(scope))
                .updateExpression(set + remove.toString())
                .expressionAttributeNames(
                    Map.of(
                        "#url", WebhookItem.URL,
                        "#secret", WebhookItem.SECRET,
                        "#events", WebhookItem.EVENTS,
                        "#apiKey", WebhookItem.API_KEY))
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_NEW));
    return read(new Item(answer.attributes()));
  }

  @Override
  public boolean remove(String scope) {
    return tables
        .deleteItem(
            delete -> delete.tableName(table).key(key(scope)).returnValues(ReturnValue.ALL_OLD))
        .hasAttributes();
  }

  private static Map<String, AttributeValue> key(String scope) {
    return Map.of(WebhookItem.SCOPE, Item.ofText(scope));
  }

  private static Webhook read(Item item) {
    Set<String> events = item.texts(WebhookItem.EVENTS);
    return new Webhook(
        item.text(WebhookItem.URL),
        events.isEmpty() ? Optional.empty() : Optional.of(events),
        item.text(WebhookItem.SECRET),
        item.optionalText(WebhookItem.API_KEY));
  }
}
