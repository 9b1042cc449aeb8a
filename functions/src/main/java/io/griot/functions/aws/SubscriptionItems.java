package io.griot.functions.aws;

import io.griot.contract.CustomerItem;
import io.griot.dynamo.Item;
import io.griot.functions.customers.Announcement;
import io.griot.functions.customers.SendingPlan;
import io.griot.functions.customers.Subscription;
import java.time.Duration;
import java.util.Arrays;

/** Reads and writes the subscription in a customer's item. */
final class SubscriptionItems {
  private SubscriptionItems() {}

  /**
   * The subscription in an item. An item without one only counts sessions: the customer has never
   * paid.
   */
  static Subscription subscription(Item item) {
    return new Subscription(
        word(item),
        item.instant(CustomerItem.PAID_UNTIL),
        item.instant(CustomerItem.SUSPENDED_BY_OPERATOR),
        item.number(CustomerItem.BILLING_DAY).map(Double::intValue),
        item.optionalText(CustomerItem.PLAN),
        sending(item));
  }

  /** Whether the customer is deleted or being deleted. */
  static boolean isDeleted(Item item) {
    return item.has(CustomerItem.DELETED_AT);
  }

  /** The last announcement sent to the customer. */
  static Announcement announced(Item item) {
    return new Announcement(
        item.optionalText(CustomerItem.ANNOUNCED).orElse(""),
        item.count(CustomerItem.ANNOUNCEMENTS));
  }

  private static Subscription.Word word(Item item) {
    if (item.instant(CustomerItem.SUSPENDED_BY_OPERATOR).isPresent() || isDeleted(item)) {
      return Subscription.Word.SUSPENDED;
    }
    return item.optionalText(CustomerItem.SUBSCRIPTION)
        .map(text ->
            Arrays.stream(Subscription.Word.values())
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElse(
                    Subscription.Word
                        .SUSPENDED)) // a state that only a newer version knows counts as suspended
        .orElse(Subscription.Word.NONE);
  }

  private static SendingPlan sending(Item item) {
    return new SendingPlan(
        item.number(CustomerItem.SEND_INTERVAL_MILLIS)
            .filter(millis -> millis >= 0)
            .map(millis -> Duration.ofMillis(millis.longValue())),
        item.number(CustomerItem.SEND_BURST).filter(burst -> burst >= 1).map(Double::intValue),
        item.optionalFlag(CustomerItem.SEND_STOP_ON_RESTRICTION).orElse(true));
  }
}
