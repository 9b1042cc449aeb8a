package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.host.command.CommandStateStore.Found;
import io.griot.host.command.CommandStateStore.Result;
import io.griot.host.command.CommandStateStore.Start;
import io.griot.host.command.CommandStateStore.Started;
import io.griot.host.lease.Lease;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract and further cases, on DynamoDB Local. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoCommandStateStoreIT extends CommandStateStoreContract {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  private static final Instant START_BY = Instant.ofEpochMilli(1_000);

  private LocalTables tables;
  private CommandStateStore store;

  @BeforeAll
  void makeTables() {
    tables = new LocalTables();
    store =
        new DynamoCommandStateStore(
            tables.client(), new FakeObjectStore(), InstantSource.system(), tables.names());
  }

  @AfterAll
  void closeTables() {
    tables.close();
  }

  @BeforeEach
  void emptyTheCommands() {
    dynamoDb()
        .scan(scan -> scan.tableName(commands()))
        .items()
        .forEach(item ->
            dynamoDb()
                .deleteItem(delete ->
                    delete
                        .tableName(commands())
                        .key(Map.of(CommandItem.COMMAND_ID, item.get(CommandItem.COMMAND_ID)))));
  }

  private DynamoDbClient dynamoDb() {
    return tables.client();
  }

  private String commands() {
    return tables.names().table(Table.COMMANDS);
  }

  @Override
  CommandStateStore store() {
    return store;
  }

  @Override
  void giveSession(SessionId session, String owner, long token) {
    Map<String, AttributeValue> item =
        Map.of(
            SessionItem.SESSION_ID, Item.ofText(session.value()),
            SessionItem.OWNER, Item.ofText(owner),
            SessionItem.TOKEN, Item.ofNumber(token));
    dynamoDb().putItem(put -> put.tableName(tables.names().table(Table.SESSIONS)).item(item));
  }

  @Override
  void put(CommandId command, Found found) {
    Map<String, AttributeValue> item = new HashMap<>(key(command));
    item.put(CommandItem.STATUS, Item.ofText(found.status().name()));
    item.put(CommandItem.ATTEMPT, Item.ofNumber(found.attempt()));
    if (found.token() > 0) {
      item.put(CommandItem.TOKEN, Item.ofNumber(found.token()));
    }
    if (!found.nonce().isEmpty()) {
      item.put(CommandItem.NONCE, Item.ofText(found.nonce()));
      item.put(CommandItem.STARTS, Item.ofNumber(found.starts()));
    }
    if (found.mayHaveRun()) {
      item.put(CommandItem.MAY_HAVE_RUN, AttributeValue.fromBool(true));
    }
    found.startBy().ifPresent(it -> item.put(CommandItem.START_BY, Item.ofInstant(it)));
    put(item);
  }

  private void put(Map<String, AttributeValue> item) {
    dynamoDb().putItem(put -> put.tableName(commands()).item(item));
  }

  private Map<String, AttributeValue> item(CommandId command) {
    return stored(command).orElse(new Item(Map.of())).attributes();
  }

  private Optional<Item> stored(CommandId command) {
    return tables.table(Table.COMMANDS).get(key(command));
  }

  private Map<String, AttributeValue> key(CommandId command) {
    return tables.table(Table.COMMANDS).key(command.value());
  }

  @Override
  Optional<Found> found(CommandId command) {
    return stored(command)
        .map(item ->
            new Found(
                CommandStatus.valueOf(item.text(CommandItem.STATUS)),
                (int) item.count(CommandItem.ATTEMPT),
                item.count(CommandItem.TOKEN),
                item.optionalText(CommandItem.NONCE).orElse(""),
                (int) item.count(CommandItem.STARTS),
                item.flag(CommandItem.MAY_HAVE_RUN),
                item.instant(CommandItem.START_BY)));
  }

  @Override
  Optional<FailureCode> failureOf(CommandId command) {
    return stored(command)
        .flatMap(item -> item.optionalText(CommandItem.FAILURE))
        .map(FailureCode::valueOf);
  }

  private static Lease lease() {
    return new Lease(SESSION, "host-a", 7, nanos -> true);
  }

  private static CommandId command(String name) {
    return CommandId.ofIdempotencyKey(SESSION, name);
  }

  @Test
  void takesAnItemFromBeforeAttemptsForItsFirst() {
    CommandId old = command("old");
    Map<String, AttributeValue> item = new HashMap<>(key(old));
    item.put(CommandItem.STATUS, Item.ofText("ACCEPTED"));
    put(item);
    assertThat(store.start(lease(), List.of(new Start(old, 1, START_BY, "n1", Optional.empty()))))
        .isEqualTo(new Result.Done());
  }

  @Test
  void startsAsManyAtOnceAsItSays() {
    List<Start> many =
        IntStream.range(0, CommandStateStore.MAX_STARTED_AT_ONCE)
            .mapToObj(i -> new Start(command("many " + i), 1, START_BY, "n" + i, Optional.empty()))
            .toList();
    many.forEach(start ->
        put(start.command(), FakeCommandStateStore.item(CommandStatus.ACCEPTED, 1, 0, "", 0)));
    assertThat(store.start(lease(), many)).isEqualTo(new Result.Done());
    assertThat(found(many.getLast().command()).map(Found::token)).contains(7L);
  }

  @Test
  void refusesByNameWhatALaterVersionWrote() {
    CommandId later = command("later");
    Map<String, AttributeValue> item = new HashMap<>(key(later));
    item.put(CommandItem.STATUS, Item.ofText("PARKED"));
    put(item);
    assertThatThrownBy(() ->
            store.start(lease(), List.of(new Start(later, 1, START_BY, "n1", Optional.empty()))))
        .isInstanceOf(SdkException.class)
        .hasMessageContaining("PARKED");
  }

  @Test
  void leavesNoDetailOfAnEarlierAttempt() {
    CommandId repeated = command("repeated");
    put(repeated, FakeCommandStateStore.item(CommandStatus.STARTED, 1, 7, "n1", 1));
    store.finish(
        new Started(repeated, 7, "n1", 1),
        new Outcome.Failed(FailureCode.MEDIA_TOO_SLOW, "media: took longer than 60 s"));
    Map<String, AttributeValue> item = new HashMap<>(item(repeated));
    item.put(CommandItem.STATUS, Item.ofText("STARTED"));
    put(item);
    store.finish(new Started(repeated, 7, "n1", 1), new Outcome.Failed(FailureCode.CHAT_NOT_FOUND));
    assertThat(item(repeated)).doesNotContainKey(CommandItem.DETAIL);
    assertThat(failureOf(repeated)).contains(FailureCode.CHAT_NOT_FOUND);
  }
}
