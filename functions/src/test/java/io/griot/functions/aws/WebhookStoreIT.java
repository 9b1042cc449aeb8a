package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.contract.WebhookItem.DisabledBecause;
import io.griot.dynamo.Item;
import io.griot.functions.webhooks.ReceiverState;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class WebhookStoreIT {
  private static final CustomerId SHOP = new CustomerId("shop");
  private static final WebhookStore.Whose ALL = new WebhookStore.Whose(SHOP, Optional.empty());
  private static final String SCOPE = WebhookItem.ofCustomer(SHOP, Environment.TEST);
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");
  private static final Webhook WEBHOOK =
      new Webhook("https://shop.example", Optional.empty(), "whsec_", Optional.of("key"));

  @AutoClose private final LocalTables tables = new LocalTables();

  private final DynamoWebhookStore store = new DynamoWebhookStore(tables.client(), tables.names());

  @Test
  void takesWhatIsLoggedForNoWebhook() {
    log(NINE);

    assertThat(store.find(SCOPE)).isEmpty();
    assertThat(store.remove(SCOPE)).isFalse();
    assertThat(store.put(SCOPE, ALL, WEBHOOK, Optional.empty())).isEqualTo(WEBHOOK);
    assertThat(item()).containsEntry(WebhookItem.LOG_UNTIL, Item.ofInstant(NINE));
  }

  @Test
  void leavesTheLogWhenTheWebhookGoes() {
    log(NINE);
    store.put(SCOPE, ALL, WEBHOOK, Optional.empty());

    assertThat(store.remove(SCOPE)).isTrue();
    assertThat(store.find(SCOPE)).isEmpty();
    assertThat(store.remove(SCOPE)).isFalse();
    assertThat(item().keySet()).containsExactlyInAnyOrder(WebhookItem.SCOPE, WebhookItem.LOG_UNTIL);
  }

  @Test
  void findsAllOfACustomerAlsoOfSessionsThatAreNoMore() {
    SessionName past = new SessionName("past");
    String own = WebhookItem.ofSession(SessionId.of(SHOP, past), Environment.LIVE);
    store.put(SCOPE, ALL, WEBHOOK, Optional.empty());
    store.put(own, new WebhookStore.Whose(SHOP, Optional.of(past)), WEBHOOK, Optional.empty());
    CustomerId other = new CustomerId("shop2");
    store.put(
        WebhookItem.ofCustomer(other, Environment.TEST),
        new WebhookStore.Whose(other, Optional.empty()),
        WEBHOOK,
        Optional.empty());

    assertThat(store.of(SHOP))
        .containsExactlyInAnyOrder(
            new WebhookStore.Stored(SCOPE, Optional.empty(), WEBHOOK),
            new WebhookStore.Stored(own, Optional.of(past), WEBHOOK));
    assertThat(WebhookItem.Of.scope(own))
        .isEqualTo(new WebhookItem.Of(Optional.of(SessionId.of(SHOP, past)), Environment.LIVE));
  }

  @Test
  void leavesNothingOfAWebhookAlone() {
    store.put(SCOPE, ALL, WEBHOOK, Optional.empty());

    assertThat(store.remove(SCOPE)).isTrue();
    assertThat(store.remove(SCOPE)).isFalse();
    assertThat(item()).isEmpty();
  }

  @Test
  void prolongsWhatIsLoggedOnceADay() {
    log(NINE);
    log(NINE.plus(Duration.ofHours(23)));
    assertThat(item()).containsEntry(WebhookItem.LOG_UNTIL, Item.ofInstant(NINE));
    Instant later = NINE.plus(Duration.ofHours(25));
    log(later);
    assertThat(item()).containsEntry(WebhookItem.LOG_UNTIL, Item.ofInstant(later));
  }

  @Test
  void keepsHowAReceiverDoesUntilTheWebhookIsSetAnew() {
    DynamoReceiverStates states = new DynamoReceiverStates(tables.client(), tables.names());
    states.failing(SCOPE, NINE, Optional.of(NINE));
    assertThat(item()).isEmpty(); // of no webhook, nothing

    store.put(SCOPE, ALL, WEBHOOK, Optional.empty());
    states.failing(SCOPE, NINE, Optional.of(NINE.plusSeconds(10)));
    states.failing(SCOPE, NINE.plusSeconds(60), Optional.empty());
    states.slow(SCOPE, NINE.plusSeconds(5));
    assertThat(states.claimProbe(SCOPE, NINE, NINE.plusSeconds(22))).isFalse();
    assertThat(states.claimProbe(SCOPE, NINE.plusSeconds(10), NINE.plusSeconds(22))).isTrue();
    states.gaveUp(SCOPE, NINE.plusSeconds(30));
    ReceiverState failing =
        new ReceiverState(
            Optional.of(NINE),
            Optional.of(NINE.plusSeconds(22)),
            Optional.of(NINE.plusSeconds(5)),
            Optional.of(NINE.plusSeconds(30)),
            Optional.empty());
    assertThat(state()).isEqualTo(failing);

    states.recovered(SCOPE);
    assertThat(state())
        .isEqualTo(
            new ReceiverState(
                Optional.empty(),
                Optional.empty(),
                failing.slowUntil(),
                Optional.empty(),
                Optional.empty()));

    ReceiverState.Disabled gone = new ReceiverState.Disabled(NINE, DisabledBecause.GONE);
    assertThat(states.disable(SCOPE, "https://other.example", gone)).isFalse();
    assertThat(states.disable(SCOPE, WEBHOOK.url(), gone)).isTrue();
    assertThat(states.disable(SCOPE, WEBHOOK.url(), gone)).isFalse();
    assertThat(state().disabled()).contains(gone);

    assertThat(store.put(SCOPE, ALL, WEBHOOK, Optional.empty())).isEqualTo(WEBHOOK);
    states.disable(SCOPE, WEBHOOK.url(), gone);
    assertThat(store.remove(SCOPE)).isTrue();
    assertThat(item()).isEmpty();
  }

  private ReceiverState state() {
    return store.find(SCOPE).orElseThrow().state();
  }

  private void log(Instant until) {
    store.log(SHOP, Environment.TEST, until, until.minus(Duration.ofDays(1)));
  }

  private Map<String, AttributeValue> item() {
    return tables.get(Table.WEBHOOKS, SCOPE);
  }
}
