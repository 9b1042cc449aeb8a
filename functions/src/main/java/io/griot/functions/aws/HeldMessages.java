package io.griot.functions.aws;

import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.HeldItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** What ended sessions hold, in DynamoDB: no host will go on with it. Thread-safe. */
public final class HeldMessages {
  private static final Logger log = LoggerFactory.getLogger(HeldMessages.class);

  private final DynamoDbClient tables;
  private final DynamoSubmissionStore commands;
  private final String table;
  private final InstantSource clock;

  public HeldMessages(
      DynamoDbClient tables, DynamoSubmissionStore commands, Names names, InstantSource clock) {
    this.tables = tables;
    this.commands = commands;
    this.table = names.table(Table.HELD);
    this.clock = clock;
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
