package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.functions.deletion.CustomerData;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A customer's webhooks, by a scan: webhooks of sessions that ended long ago cannot be found by
 * session. Webhooks without an owner's id are recognised by the current sessions. Thread-safe.
 */
public final class CustomerWebhooks implements CustomerData {
  private final DynamoTable webhooks;

  public CustomerWebhooks(DynamoDbClient tables, Names names) {
    this.webhooks = new DynamoTable(tables, names, Table.WEBHOOKS);
  }

  /**
   * Counts the webhooks. An item without a URL is no webhook: it holds the end of the logging of
   * events.
   */
  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.of(
        items(customer).filter(item -> item.optionalText(WebhookItem.URL).isPresent()).count());
  }

  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    Set<String> scopes = new HashSet<>();
    items(customer).map(item -> item.text(WebhookItem.SCOPE)).forEach(scopes::add);
    for (Environment environment : Environment.values()) {
      scopes.add(WebhookItem.ofCustomer(customer, environment));
      sessions.forEach(session -> scopes.add(WebhookItem.ofSession(session, environment)));
    }
    scopes.forEach(scope -> webhooks.delete(webhooks.key(scope)));
    return true;
  }

  private Stream<Item> items(CustomerId customer) {
    return webhooks
        .scan(WebhookItem.SCOPE, WebhookItem.CUSTOMER_ID, WebhookItem.URL)
        .filter(item ->
            item.optionalText(WebhookItem.CUSTOMER_ID)
                .map(customer.value()::equals)
                .orElseGet(() -> isNamed(item.text(WebhookItem.SCOPE), customer)));
  }

  private static boolean isNamed(String scope, CustomerId customer) {
    for (Environment environment : Environment.values()) {
      if (scope.equals(WebhookItem.ofCustomer(customer, environment))) {
        return true;
      }
    }
    return false;
  }
}
