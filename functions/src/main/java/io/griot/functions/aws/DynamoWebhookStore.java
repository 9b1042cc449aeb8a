package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.contract.WebhookItem.DisabledBecause;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.eventlog.LogSettings;
import io.griot.functions.webhooks.ReceiverState;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Webhooks in DynamoDB. Thread-safe. */
public final class DynamoWebhookStore implements WebhookStore, LogSettings {
  /** The stored names when no event is wanted, because a set in DynamoDB cannot be empty. */
  private static final Set<String> NONE = Set.of("-");

  private final DynamoTable table;

  public DynamoWebhookStore(DynamoDbClient tables, Names names) {
    this.table = new DynamoTable(tables, names, Table.WEBHOOKS);
  }

  @Override
  public Optional<Webhook> find(String scope) {
    return table
        .get(table.key(scope))
        .filter(item -> item.has(WebhookItem.URL))
        .map(DynamoWebhookStore::read);
  }

  /**
   * Stores a webhook without a condition: the later of two writes wins, and both return the stored
   * secret.
   */
  @Override
  public Webhook put(String scope, Whose whose, Webhook webhook, Optional<Instant> oldSecretUntil) {
    Write write =
        new Write()
            .set(WebhookItem.CUSTOMER_ID, Item.ofText(whose.customer().value()))
            .put(WebhookItem.SESSION, whose.session().map(name -> Item.ofText(name.value())))
            .set(WebhookItem.URL, Item.ofText(webhook.url()))
            .put(
                WebhookItem.EVENTS,
                webhook.events().map(names -> Item.ofTexts(names.isEmpty() ? NONE : names)))
            .put(WebhookItem.API_KEY, webhook.apiKey().map(Item::ofText));
    forget(write);
    Write whole =
        oldSecretUntil
            .map(until -> replacing(write, webhook.secret(), until))
            .orElseGet(() -> write.setIfAbsent(WebhookItem.SECRET, Item.ofText(webhook.secret())));
    return read(table.changed(table.key(scope), whole));
  }

  /** A customer's webhooks, by a scan. */
  @Override
  public List<Stored> of(CustomerId customer) {
    return table
        .scan()
        .filter(item -> item.has(WebhookItem.URL))
        .filter(item ->
            item.optionalText(WebhookItem.CUSTOMER_ID).equals(Optional.of(customer.value())))
        .map(item ->
            new Stored(
                item.text(WebhookItem.SCOPE),
                item.optionalText(WebhookItem.SESSION).map(SessionName::new),
                read(item)))
        .toList();
  }

  /** Replaces the secret, on condition that the webhook exists. */
  @Override
  public Optional<Webhook> replaceSecret(String scope, String secret, Instant oldUntil) {
    Write write = replacing(new Write().ifPresent(WebhookItem.URL), secret, oldUntil);
    return table.tryUpdate(table.key(scope), write) ? find(scope) : Optional.empty();
  }

  /** Removes the receiver's state: a webhook that is set again is tried again. */
  private static Write forget(Write write) {
    return write
        .remove(WebhookItem.FAILING_SINCE)
        .remove(WebhookItem.REST_UNTIL)
        .remove(WebhookItem.SLOW_UNTIL)
        .remove(WebhookItem.GAVE_UP_AT)
        .remove(WebhookItem.DISABLED_AT)
        .remove(WebhookItem.DISABLED_BECAUSE);
  }

  /**
   * Replaces the secret. Without an earlier one, the new secret is also its own predecessor, and
   * deliveries are signed once.
   */
  private static Write replacing(Write write, String secret, Instant oldUntil) {
    AttributeValue value = Item.ofText(secret);
    return write
        .set(WebhookItem.SECRET, value)
        .setToEarlier(WebhookItem.OLD_SECRET, WebhookItem.SECRET, value)
        .set(WebhookItem.OLD_SECRET_UNTIL, Item.ofInstant(oldUntil));
  }

  /**
   * Removes the webhook. The end of a customer's logging stays: an item without a URL is no
   * webhook.
   */
  @Override
  public boolean remove(String scope) {
    Write isWebhookAlone = new Write().ifPresent(WebhookItem.URL).ifAbsent(WebhookItem.LOG_UNTIL);
    return table.tryDelete(table.key(scope), isWebhookAlone)
        || table.tryUpdate(
            table.key(scope),
            forget(new Write())
                .ifPresent(WebhookItem.URL)
                .remove(WebhookItem.CUSTOMER_ID)
                .remove(WebhookItem.SESSION)
                .remove(WebhookItem.URL)
                .remove(WebhookItem.EVENTS)
                .remove(WebhookItem.SECRET)
                .remove(WebhookItem.OLD_SECRET)
                .remove(WebhookItem.OLD_SECRET_UNTIL)
                .remove(WebhookItem.API_KEY));
  }

  /** Prolongs the logging, on condition that it is not already long enough. */
  @Override
  public void log(CustomerId customer, Environment environment, Instant until, Instant enough) {
    Write write = new Write();
    String logUntil = write.name(WebhookItem.LOG_UNTIL);
    boolean _ =
        table.tryUpdate(
            table.key(WebhookItem.ofCustomer(customer, environment)),
            write
                .ifTrue(
                    "attribute_not_exists(%s) OR %s < %s"
                        .formatted(logUntil, logUntil, write.value(Item.ofInstant(enough))))
                .set(WebhookItem.LOG_UNTIL, Item.ofInstant(until)));
  }

  private static Webhook read(Item item) {
    Set<String> events = item.texts(WebhookItem.EVENTS);
    return new Webhook(
        item.text(WebhookItem.URL),
        events.isEmpty() ? Optional.empty() : Optional.of(events),
        item.text(WebhookItem.SECRET),
        item.optionalText(WebhookItem.API_KEY),
        item.optionalText(WebhookItem.OLD_SECRET)
            .flatMap(old ->
                item.instant(WebhookItem.OLD_SECRET_UNTIL)
                    .map(until -> new Webhook.OldSecret(old, until))),
        state(item));
  }

  private static ReceiverState state(Item item) {
    return new ReceiverState(
        item.instant(WebhookItem.FAILING_SINCE),
        item.instant(WebhookItem.REST_UNTIL),
        item.instant(WebhookItem.SLOW_UNTIL),
        item.instant(WebhookItem.GAVE_UP_AT),
        item.instant(WebhookItem.DISABLED_AT)
            .map(since ->
                new ReceiverState.Disabled(
                    since,
                    item.word(DisabledBecause.values(), WebhookItem.DISABLED_BECAUSE)
                        .orElse(DisabledBecause.FAILING))));
  }
}
