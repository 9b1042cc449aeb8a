package io.griot.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.functions.admin.CustomerRecord.Sessions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Customers as operators are shown them. */
final class CustomerJson {
  private CustomerJson() {}

  static ObjectNode json(CustomerRecord customer) {
    Sessions live = Objects.requireNonNull(customer.sessions().get(Environment.LIVE));
    Sessions test = Objects.requireNonNull(customer.sessions().get(Environment.TEST));
    return Json.MAPPER
        .createObjectNode()
        .put("customerId", customer.id().value())
        .put("name", customer.name().orElse(null))
        .put("contact", customer.contact().orElse(null))
        .put("plan", customer.plan())
        .put("createdAt", time(customer.createdAt()))
        .put("suspendedAt", time(customer.suspendedAt()))
        .put("paidUntil", time(customer.paidUntil()))
        .put("liveSessions", live.count())
        .put("liveQuota", live.quota())
        .put("testSessions", test.count())
        .put("testQuota", test.quota());
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
