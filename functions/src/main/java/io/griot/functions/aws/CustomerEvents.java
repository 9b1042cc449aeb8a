package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.DeliveryItem;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Query;
import io.griot.functions.deletion.CustomerData;
import io.griot.functions.eventlog.LogId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The logs of a customer's events, for current sessions and those in the list of logs, and the
 * states of deliveries. Large events are objects that expire. Thread-safe.
 */
public final class CustomerEvents implements CustomerData {
  private final DynamoTable events;
  private final InstantSource clock;

  public CustomerEvents(DynamoDbClient tables, Names names, InstantSource clock) {
    this.events = new DynamoTable(tables, names, Table.EVENTS);
    this.clock = clock;
  }

  /** Unknown, because a log's items contain many events each. */
  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.empty();
  }

  /**
   * Removes the logs. The list of logs is last, because an interrupted removal finds the rest by
   * it.
   */
  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    for (Environment environment : Environment.values()) {
      String list = EventLogItem.ofCustomer(customer, environment);
      Set<String> all = new HashSet<>();
      sessions.forEach(session -> all.add(EventLogItem.ofSession(session, environment)));
      all.add(EventLogItem.ofAccount(customer, environment));
      events
          .query(Query.of(EventLogItem.LOG, list))
          .map(item -> LogId.listed(customer, item.text(EventLogItem.POSITION), environment))
          .forEach(log -> all.add(log.key()));
      for (String log : all) {
        if (!isEmptied(log, deadline)) {
          return false;
        }
      }
      if (!isEmptied(DeliveryItem.of(customer, environment), deadline)
          || !isEmptied(list, deadline)) {
        return false;
      }
    }
    return true;
  }

  private boolean isEmptied(String log, Instant deadline) {
    return InTime.forEach(
        events.query(Query.of(EventLogItem.LOG, log)).map(item -> item.text(EventLogItem.POSITION)),
        clock,
        deadline,
        position -> events.delete(events.key(log, position)));
  }
}
