package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Renewal;
import io.griot.functions.customers.SubscriptionJson;
import java.util.Optional;

/** The JSON form of entries and payments in answers. */
public final class EntryJson {
  private EntryJson() {}

  public static ObjectNode write(LedgerEntry entry) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("entry", entry.id().toString())
            .put("at", entry.at().toString())
            .put("kind", entry.kind())
            .put("customerId", entry.customer().value())
            .put("amount", entry.amount().minor())
            .put("currency", entry.amount().currency())
            .put("plan", entry.planId())
            .put("periods", entry.periods());
    SubscriptionJson.put(json, "paidFrom", entry.paid().map(Renewal::from));
    SubscriptionJson.put(json, "paidUntil", entry.paid().map(Renewal::until));
    put(json, "refundOf", entry.refundOf().map(EntryId::toString));
    return json.put("by", entry.by()).put("note", entry.note());
  }

  public static ObjectNode write(Payment payment) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("payment", payment.id().toString())
            .put("status", payment.status().name());
    put(json, "reason", payment.reason().map(Enum::name));
    put(json, "providerState", payment.state());
    SubscriptionJson.put(json, "parkedAt", payment.parkedAt());
    put(json, "customerId", payment.order().map(order -> order.customer().value()));
    put(json, "plan", payment.order().map(Payment.Order::planId));
    putMoney(json, "asked", payment.order().map(Payment.Order::amount));
    putMoney(json, "paid", payment.paid());
    return json.put("note", payment.note());
  }

  private static void put(ObjectNode into, String name, Optional<String> text) {
    text.ifPresentOrElse(value -> into.put(name, value), () -> into.putNull(name));
  }

  private static void putMoney(ObjectNode into, String name, Optional<Money> money) {
    money.ifPresentOrElse(
        value ->
            into.putObject(name).put("amount", value.minor()).put("currency", value.currency()),
        () -> into.putNull(name));
  }
}
