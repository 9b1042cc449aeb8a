package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.functions.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Corrects the counters for quotas to the number of existing sessions. The customers must be read
 * before the sessions: a start or an end in between then changes the counter, and the correction
 * waits for the next round. For one thread.
 */
final class SessionCounters {
  private static final Logger log = LoggerFactory.getLogger(SessionCounters.class);

  private final CustomerStore customers;

  SessionCounters(CustomerStore customers) {
    this.customers = customers;
  }

  void correct(Map<CustomerId, CustomerStore.Customer> before, List<Session> sessions) {
    record Kind(CustomerId customer, Environment environment) {}
    Map<Kind, Long> existing =
        sessions.stream()
            .map(session -> new Kind(session.customer(), session.environment()))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    before.forEach((id, customer) -> {
      for (Environment environment : Environment.values()) {
        Optional<Long> seen = Optional.ofNullable(customer.counted().get(environment));
        long count = existing.getOrDefault(new Kind(id, environment), 0L);
        if (seen.orElse(0L) != count) {
          boolean corrected = customers.count(id, environment, seen, count);
          log.atInfo()
              .addKeyValue("customerId", id)
              .addKeyValue("sessions", count)
              .addKeyValue("done", corrected)
              .log("customer.counter_corrected");
        }
      }
    });
  }
}
