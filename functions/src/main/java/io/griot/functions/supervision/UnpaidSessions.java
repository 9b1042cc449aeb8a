package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.customers.Standing;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspends the sessions of customers who do not pay (any more), stops them some days later, and
 * starts them again when they do. The API refuses such customers at once; but what it accepted
 * before would still be sent, and a session costs memory whether it is used or not. Nothing is lost
 * by it: link, profile and commands wait. When, is what {@link Standing} says; sessions of test
 * keys need no subscription, and run for a day without one. Thread-safe.
 */
final class UnpaidSessions {
  /** The time that a session of a test key runs after each start without a subscription. */
  static final Duration TEST_RUNS = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(UnpaidSessions.class);

  private final SessionStops stops;

  UnpaidSessions(SessionStops stops) {
    this.stops = stops;
  }

  void keep(
      Map<CustomerId, CustomerStore.Customer> customers, List<Session> sessions, Instant now) {
    for (Session session : sessions) {
      CustomerStore.Customer customer = customers.get(session.customer());
      if (customer == null) {
        warn(session);
      } else {
        keep(session, customer.subscription().at(now), now);
      }
    }
  }

  /** Has one session follow its customer's subscription. */
  void keep(Session session, Standing standing, Instant now) {
    boolean suspended = !standing.serves(session.environment());
    boolean forThis = session.stopReason().filter(StopReason.NOT_PAID::equals).isPresent();
    if (session.wanted().isOn() && !mayRun(session, standing, now)) {
      stops.stop(session, StopReason.NOT_PAID, now);
    } else if (session.wanted().isOn() && session.suspended() != suspended) {
      stops.suspend(session, suspended);
    } else if (session.wanted() == Wanted.STOPPED && forThis && standing.serves()) {
      stops.startAgain(session, now);
    }
  }

  private static boolean mayRun(Session session, Standing standing, Instant now) {
    boolean free = session.environment() == Environment.TEST && standing.servesTests();
    return standing.sessionsRun(now) || (free && now.isBefore(session.wantedAt().plus(TEST_RUNS)));
  }

  /**
   * Warns of a session without a stored customer. That is an error somewhere, and no reason to stop
   * the session.
   */
  private static void warn(Session session) {
    if (session.wanted() == Wanted.RUNNING) {
      log.atWarn()
          .addKeyValue("customerId", session.customer())
          .log("customer.without_subscription");
    }
  }
}
