package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.functions.access.Subscription;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the sessions of customers who do not pay (any more): the API refuses them at once, but a
 * session costs memory whether it is used or not. Nothing is lost by it: link, profile and commands
 * wait, and {@code /session/start} goes on when the subscription does. One thread.
 */
public final class UnpaidSessions {
  /** Who pays a day late finds their sessions as they were. */
  private static final Duration GRACE = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(UnpaidSessions.class);

  private final Supplier<Map<CustomerId, Subscription>> subscriptions;
  private final SupervisedSessions sessions;
  private final CommandGateway gateway;
  private final Operation stop;
  private final InstantSource clock;

  /**
   * @param stop the operation that a session's host stops it by
   */
  public UnpaidSessions(
      Supplier<Map<CustomerId, Subscription>> subscriptions,
      SupervisedSessions sessions,
      CommandGateway gateway,
      Operation stop,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.sessions = sessions;
    this.gateway = gateway;
    this.stop = stop;
    this.clock = clock;
  }

  void stop(List<SupervisedSession> wanted) {
    Map<CustomerId, Subscription> all = subscriptions.get();
    wanted.stream().filter(session -> isUnpaid(all, session.customer())).forEach(this::stop);
  }

  /** A customer nobody knows is a mistake of somebody's, and no reason to stop anything. */
  private boolean isUnpaid(Map<CustomerId, Subscription> all, CustomerId customer) {
    Subscription subscription = all.get(customer);
    if (subscription == null) {
      log.warn("customer {} has sessions and no subscription", customer);
      return false;
    }
    return subscription.paidUntil().isPresent()
        ? !subscription.holds(clock.instant().minus(GRACE))
        : !subscription.holds(clock.instant());
  }

  /** A session without a host is stopped here; the host of another one stops it. */
  private void stop(SupervisedSession session) {
    Instant now = clock.instant();
    if (!session.owned()) {
      boolean stopped = sessions.stopUnowned(session.generation(), now);
      log.info("session {} is not paid for: stopped {}", session.generation(), stopped);
      return;
    }
    try {
      CommandGateway.Order order =
          new CommandGateway.Order(
              session.customer(),
              session.generation(),
              stop,
              Json.MAPPER.createObjectNode(),
              Optional.of(onceAnHour(session, now)));
      var submission = gateway.submit(order, now);
      log.info("session {} is not paid for: {}", session.generation(), submission);
    } catch (ApiFailure failure) {
      log.info("session {} ended by itself: {}", session.generation(), failure.code());
    }
  }

  /**
   * Rounds within an hour repeat the same command. No caller can use its key: theirs have no line's
   * end.
   */
  private static String onceAnHour(SupervisedSession session, Instant now) {
    return "unpaid\n" + session.generation() + "\n" + now.truncatedTo(ChronoUnit.HOURS);
  }
}
