package io.griot.functions.aws;

import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.webhooks.ReceiverState.Disabled;
import io.griot.functions.webhooks.ReceiverStates;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The states of receivers, stored in their webhooks' items. Thread-safe. */
public final class DynamoReceiverStates implements ReceiverStates {
  private final DynamoTable table;

  public DynamoReceiverStates(DynamoDbClient tables, Names names) {
    this.table = new DynamoTable(tables, names, Table.WEBHOOKS);
  }

  /** Claims a probe, on condition that the pause is as seen. */
  @Override
  public boolean claimProbe(String scope, Instant seen, Instant until) {
    return update(
        scope,
        new Write()
            .ifIs(WebhookItem.REST_UNTIL, Item.ofInstant(seen))
            .set(WebhookItem.REST_UNTIL, Item.ofInstant(until)));
  }

  @Override
  public void recovered(String scope) {
    boolean _ =
        update(
            scope,
            new Write()
                .remove(WebhookItem.FAILING_SINCE)
                .remove(WebhookItem.REST_UNTIL)
                .remove(WebhookItem.GAVE_UP_AT));
  }

  @Override
  public void failing(String scope, Instant since, Optional<Instant> rest) {
    Write write = new Write().setIfAbsent(WebhookItem.FAILING_SINCE, Item.ofInstant(since));
    rest.ifPresent(until -> write.set(WebhookItem.REST_UNTIL, Item.ofInstant(until)));
    boolean _ = update(scope, write);
  }

  @Override
  public void slow(String scope, Instant until) {
    boolean _ = update(scope, new Write().set(WebhookItem.SLOW_UNTIL, Item.ofInstant(until)));
  }

  @Override
  public void gaveUp(String scope, Instant at) {
    boolean _ =
        update(
            scope,
            new Write()
                .ifPresent(WebhookItem.FAILING_SINCE)
                .set(WebhookItem.GAVE_UP_AT, Item.ofInstant(at)));
  }

  /** Disables a webhook, on condition of its URL and that it is not disabled. */
  @Override
  public boolean disable(String scope, String url, Disabled how) {
    return update(
        scope,
        new Write()
            .ifIs(WebhookItem.URL, Item.ofText(url))
            .ifAbsent(WebhookItem.DISABLED_AT)
            .set(WebhookItem.DISABLED_AT, Item.ofInstant(how.since()))
            .set(WebhookItem.DISABLED_BECAUSE, Item.ofText(how.because().name())));
  }

  private boolean update(String scope, Write write) {
    return table.tryUpdate(table.key(scope), write.ifPresent(WebhookItem.URL));
  }
}
