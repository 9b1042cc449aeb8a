package io.griot.local.chaos;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.local.aws.LocalAws;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads the tables consistently, without the injected faults. Thread-safe; its reads block. */
final class TableView implements AutoCloseable {
  private static final int BATCH = 100;

  private final LocalAws aws;
  private final DynamoDbClient tables;
  private final Map<String, Account> accounts;

  TableView(LocalAws aws, List<Account> accounts) {
    this.aws = aws;
    this.tables = aws.dynamoDbClient();
    this.accounts =
        accounts.stream().collect(Collectors.toMap(account -> account.id().value(), it -> it));
  }

  /**
   * A session's item.
   *
   * @param owner empty when it has none
   * @param checkpoint empty before the first
   */
  record SessionRow(int account, String owner, long token, String checkpoint) {}

  /**
   * A command's item.
   *
   * @param token 0 before the first start
   * @param failure empty unless it failed
   */
  record CommandRow(CommandId id, CommandStatus status, int attempt, long token, String failure) {}

  /** All sessions that there are. */
  Map<SessionId, SessionRow> sessions() {
    Map<SessionId, SessionRow> rows = new HashMap<>();
    for (Map<String, AttributeValue> item :
        get(Table.SESSIONS, SessionItem.SESSION_ID, accounts.keySet())) {
      String id = text(item, SessionItem.SESSION_ID);
      rows.put(
          new SessionId(id),
          new SessionRow(
              Objects.requireNonNull(accounts.get(id)).number(),
              text(item, SessionItem.OWNER),
              number(item, SessionItem.TOKEN),
              text(item, SessionItem.CHECKPOINT)));
    }
    return rows;
  }

  /** The tokens of all observations, by account. */
  Map<Integer, Long> observationTokens() {
    Map<Integer, Long> tokens = new HashMap<>();
    for (Map<String, AttributeValue> item :
        get(Table.OBSERVATIONS, ObservationItem.SESSION_ID, accounts.keySet())) {
      Account account =
          Objects.requireNonNull(accounts.get(text(item, ObservationItem.SESSION_ID)));
      tokens.put(account.number(), number(item, ObservationItem.TOKEN));
    }
    return tokens;
  }

  /** Those of these commands that are stored. */
  List<CommandRow> commands(Collection<CommandId> ids) {
    List<String> keys = ids.stream().map(CommandId::value).toList();
    List<CommandRow> rows = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<String> part = keys.subList(from, Math.min(from + BATCH, keys.size()));
      for (Map<String, AttributeValue> item : get(Table.COMMANDS, CommandItem.COMMAND_ID, part)) {
        rows.add(
            new CommandRow(
                new CommandId(text(item, CommandItem.COMMAND_ID)),
                CommandStatus.valueOf(text(item, CommandItem.STATUS)),
                (int) Math.max(1, number(item, CommandItem.ATTEMPT)),
                number(item, CommandItem.TOKEN),
                text(item, CommandItem.FAILURE)));
      }
    }
    return rows;
  }

  /** The number of a table's items. */
  int count(Table table) {
    return tables
        .scan(scan -> scan.tableName(aws.names().table(table)).consistentRead(true))
        .count();
  }

  private List<Map<String, AttributeValue>> get(
      Table table, String key, Collection<String> values) {
    if (values.isEmpty()) {
      return List.of();
    }
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    String name = aws.names().table(table);
    Map<String, KeysAndAttributes> wanted =
        Map.of(
            name,
            KeysAndAttributes.builder()
                .keys(values.stream().map(it -> Map.of(key, AttributeValue.fromS(it))).toList())
                .consistentRead(true)
                .build());
    while (!wanted.isEmpty()) {
      Map<String, KeysAndAttributes> asked = wanted;
      var answer = tables.batchGetItem(get -> get.requestItems(asked));
      items.addAll(answer.responses().getOrDefault(name, List.of()));
      wanted = answer.unprocessedKeys();
    }
    return items;
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    return value == null || value.s() == null ? "" : value.s();
  }

  private static long number(Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
  }

  @Override
  public void close() {
    tables.close();
  }
}
