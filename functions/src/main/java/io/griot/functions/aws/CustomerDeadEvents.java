package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.functions.deletion.CustomerData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A customer's events in the dead-letter queue. Thread-safe. */
public final class CustomerDeadEvents implements CustomerData {
  private static final Logger log = LoggerFactory.getLogger(CustomerDeadEvents.class);

  /** Longer than a round of the supervisor. */
  private static final Duration HIDDEN = Duration.ofMinutes(2);

  private final DeadEventQueue dead;

  public CustomerDeadEvents(SqsClient queues, Names names, InstantSource clock) {
    this.dead = new DeadEventQueue(queues, names, clock, HIDDEN);
  }

  /** Unknown, because a queue's messages cannot be counted without receiving them. */
  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.empty();
  }

  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    AtomicLong removed = new AtomicLong();
    boolean isEmpty = dead.take(customer, deadline, message -> removed.incrementAndGet());
    log.atInfo()
        .addKeyValue("customerId", customer)
        .addKeyValue("events", removed)
        .log("customer.dead_events_removed");
    return isEmpty;
  }
}
