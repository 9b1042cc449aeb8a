package io.griot.host.integration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the events that hosts stored in sessions' logs. Thread-safe. */
final class LoggedEvents {
  private final DynamoTable table;

  LoggedEvents(DynamoDbClient tables) {
    this.table = new DynamoTable(tables, HostFixture.NAMES, Table.EVENTS);
  }

  /** All events of a session, in order. */
  List<LoggedEvent> of(SessionId session) {
    return table
        .query(Query.of(EventLogItem.LOG, log(session)))
        .flatMap(item -> events(item).stream())
        .toList();
  }

  /** A session's events of a name, as they are delivered, in order. */
  List<ObjectNode> of(SessionId session, String dataType) {
    return of(session).stream()
        .filter(event -> event.dataType().equals(dataType))
        .map(event -> Json.readObject(event.body().orElseThrow()))
        .toList();
  }

  /** Takes the items out of a session's log that have an event which was told of a text. */
  void forget(SessionId session, String text) {
    String log = log(session);
    for (Item item : table.query(Query.of(EventLogItem.LOG, log)).toList()) {
      if (events(item).stream().anyMatch(event -> event.body().orElse("").contains(text))) {
        boolean _ = table.delete(table.key(log, item.text(EventLogItem.POSITION)));
      }
    }
  }

  /** None where an owner only marked its beginning. */
  private static List<LoggedEvent> events(Item item) {
    return item.bytes(EventLogItem.EVENTS).map(LoggedEvent::unpack).orElse(List.of());
  }

  private static String log(SessionId session) {
    return EventLogItem.ofSession(session, Environment.TEST);
  }
}
