package io.griot.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.SubscriptionJson;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.deletion.DeletionStep;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON form of customers in the operators' answers. */
final class CustomerJson {
  /** The counts of a deletion besides sessions. */
  private static final List<String> COUNTED =
      List.of(
          Deletion.SESSIONS,
          name(DeletionStep.KEYS),
          name(DeletionStep.WEBHOOKS),
          name(DeletionStep.UPLOADS));

  private CustomerJson() {}

  private static String name(DeletionStep step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param plan the plan that applies to them
   */
  static ObjectNode json(CustomerRecord customer, Plan plan, Instant now) {
    Account account = customer.account();
    return Json.MAPPER
        .createObjectNode()
        .put("customerId", customer.id().value())
        .put("name", customer.name().orElse(null))
        .put("contact", customer.contact().orElse(null))
        .put("plan", customer.plan())
        .put("state", state(customer, now))
        .put("createdAt", time(customer.createdAt()))
        .put("suspendedAt", time(customer.suspendedAt()))
        .put("deletedAt", time(customer.deletion().map(Deletion::askedAt)))
        .put("paidUntil", time(customer.paidUntil()))
        .put("liveSessions", account.count(Environment.LIVE))
        .put("liveQuota", account.allowed(Environment.LIVE, plan, now))
        .put("testSessions", account.count(Environment.TEST))
        .put("testQuota", account.allowed(Environment.TEST, plan, now));
  }

  private static String state(CustomerRecord customer, Instant now) {
    return customer.deletion().isPresent()
        ? "deleted"
        : SubscriptionJson.word(customer.account().subscription().at(now).state());
  }

  /** The progress of a deletion, and the counts of what it found. */
  static ObjectNode json(String customer, Deletion deletion) {
    ObjectNode shown =
        Json.MAPPER
            .createObjectNode()
            .put("customerId", customer)
            .put("done", deletion.isDone())
            .put("askedAt", time(Optional.of(deletion.askedAt())))
            .put("doneAt", time(deletion.doneAt()));
    Map<String, Long> found = deletion.found().orElse(Map.of());
    COUNTED.forEach(kind -> shown.put(kind, found.get(kind)));
    return shown;
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
