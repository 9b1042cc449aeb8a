package io.griot.functions.aws;

import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.HeldItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.session.NewerFormException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * What sessions without a host hold, in DynamoDB: a host that takes the session goes on with it;
 * this ends what no host will. Thread-safe.
 */
public final class HeldMessages {
  private static final Logger log = LoggerFactory.getLogger(HeldMessages.class);

  private final DynamoDbClient tables;
  private final CommandStore commands;
  private final String table;
  private final InstantSource clock;

  public HeldMessages(
      DynamoDbClient tables, CommandStore commands, Names names, InstantSource clock) {
    this.tables = tables;
    this.commands = commands;
    this.table = names.table(Table.HELD);
    this.clock = clock;
  }

  /**
   * Ends those whose last moment to start has passed. The command is ended before the message is
   * removed; a host that begins meanwhile finds it ended. May be repeated.
   *
   * @param deadline when to stop looking
   */
  public void expire(Generation session, Instant deadline) {
    items(session)
        .takeWhile(item -> clock.instant().isBefore(deadline))
        .filter(item -> !item.requiredInstant(HeldItem.START_BY).isAfter(clock.instant()))
        .filter(this::isOver)
        .forEach(item -> remove(session, item));
  }

  /**
   * Ends all of an ended session and removes them. May be repeated.
   *
   * @return false when there was more than can be done until the deadline
   */
  public boolean end(Generation session, Instant deadline) {
    for (Item item : (Iterable<Item>) items(session)::iterator) {
      if (!clock.instant().isBefore(deadline)) {
        return false;
      }
      CommandId command = command(item);
      log.atInfo()
          .addKeyValue("commandId", command)
          .addKeyValue("ended", commands.endLeft(command))
          .log("command.ended_with_session");
      remove(session, item);
    }
    return true;
  }

  private Stream<Item> items(Generation session) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("#generation = :generation")
            .expressionAttributeNames(Map.of("#generation", HeldItem.GENERATION))
            .expressionAttributeValues(Map.of(":generation", Item.ofText(session.toString())))
            .build();
    return tables.queryPaginator(query).items().stream().map(Item::new);
  }

  private boolean isOver(Item item) {
    CommandId id = command(item);
    Optional<StoredCommand> stored;
    try {
      stored = commands.find(List.of(id)).stream().findFirst();
    } catch (NewerFormException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("item.of_newer_form");
      return false;
    }
    long attempt = item.count(HeldItem.ATTEMPT);
    if (stored.isEmpty()
        || stored.get().outcome().isPresent()
        || stored.get().attempt() > attempt) {
      return true;
    }
    boolean over =
        stored.get().isPast(clock.instant()) && commands.expire(id, stored.get().attempt());
    if (over) {
      log.atInfo().addKeyValue("commandId", id).log("command.expired_held");
    }
    return over;
  }

  private static CommandId command(Item item) {
    return new CommandId(item.text(HeldItem.COMMAND_ID));
  }

  private void remove(Generation session, Item item) {
    Map<String, AttributeValue> key =
        Map.of(
            HeldItem.GENERATION, Item.ofText(session.toString()),
            HeldItem.POSITION, Item.ofText(item.text(HeldItem.POSITION)));
    tables.deleteItem(delete -> delete.tableName(table).key(key));
  }
}
