package io.griot.functions.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AccountEvent;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces changes of subscriptions to customers. Code that changes a subscription calls this; the
 * supervisor also calls it for all customers in each round, for changes by time alone and after
 * crashes. The event is sent before the announcement is stored, so it may be sent twice, under one
 * id. Thread-safe.
 */
public final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);

  private final AnnouncementStore store;
  private final AccountEvents events;
  private final InstantSource clock;

  public Announcer(AnnouncementStore store, AccountEvents events, InstantSource clock) {
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /** Makes the announcement that is due, by what is stored now. */
  public void tell(CustomerId customer) {
    store.find(customer).ifPresent(told -> tell(customer, told));
  }

  /** Makes the announcement that is due, by what was read a moment ago. */
  public void tell(CustomerId customer, AnnouncementStore.Told told) {
    Instant now = clock.instant();
    told.announcement()
        .next(told.subscription(), now)
        .ifPresent(due -> {
          Standing standing = told.subscription().at(now);
          String name = Announcement.event(standing);
          EventId id = EventId.of(customer, name, Long.toString(due.number()));
          ObjectNode data = data(told.subscription(), standing);
          for (Environment environment : Environment.values()) {
            events.send(new AccountEvent(id, customer, environment, name, now, data));
          }
          boolean stored = store.told(customer, told.announcement(), due);
          log.atInfo()
              .addKeyValue("customerId", customer)
              .addKeyValue("event", name)
              .addKeyValue("done", stored)
              .log("subscription.announced");
        });
  }

  private static ObjectNode data(Subscription subscription, Standing standing) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("plan", subscription.plan());
    data.put("state", SubscriptionJson.word(standing.state()));
    SubscriptionJson.put(data, "paidUntil", subscription.paidUntil());
    SubscriptionJson.put(data, "until", standing.until());
    SubscriptionJson.put(
        data, "sessionsStopAt", standing.sessionsStopAt().filter(Instant.EPOCH::isBefore));
    standing.cause().ifPresent(cause -> data.put("cause", SubscriptionJson.word(cause)));
    return data;
  }
}
