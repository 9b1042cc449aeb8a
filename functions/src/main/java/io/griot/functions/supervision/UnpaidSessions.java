package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.access.Subscription;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the sessions of customers who do not pay (any more): the API refuses them at once, but a
 * session costs memory whether it is used or not. Nothing is lost by it: link, profile and commands
 * wait, and {@code /session/start} goes on when the subscription does. One thread.
 */
final class UnpaidSessions {
  /** Grace period: sessions keep running for a day after the subscription's end. */
  private static final Duration GRACE = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(UnpaidSessions.class);

  private final SessionStops stops;

  UnpaidSessions(SessionStops stops) {
    this.stops = stops;
  }

  void stop(
      Map<CustomerId, CustomerStore.Customer> customers, List<Session> sessions, Instant now) {
    sessions.stream()
        .filter(session -> session.wanted() == Wanted.RUNNING)
        .filter(session -> isUnpaid(customers, session.customer(), now))
        .forEach(session -> stops.stop(session, StopReason.NOT_PAID, now));
  }

  /** A customer nobody knows is a mistake of somebody's, and no reason to stop anything. */
  private static boolean isUnpaid(
      Map<CustomerId, CustomerStore.Customer> customers, CustomerId id, Instant now) {
    CustomerStore.Customer customer = customers.get(id);
    if (customer == null) {
      log.atWarn().addKeyValue("customerId", id).log("customer.without_subscription");
      return false;
    }
    Subscription subscription = customer.subscription();
    return subscription.paidUntil().isPresent()
        ? !subscription.holds(now.minus(GRACE))
        : !subscription.holds(now);
  }
}
