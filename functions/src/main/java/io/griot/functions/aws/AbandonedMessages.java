package io.griot.functions.aws;

import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.HeldItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Held messages of ended sessions in DynamoDB, which no host will continue with. Thread-safe. */
public final class AbandonedMessages {
  private static final Logger log = LoggerFactory.getLogger(AbandonedMessages.class);

  private final DynamoSubmissionStore commands;
  private final DynamoTable table;
  private final InstantSource clock;

  public AbandonedMessages(
      DynamoDbClient tables, DynamoSubmissionStore commands, Names names, InstantSource clock) {
    this.commands = commands;
    this.table = new DynamoTable(tables, names, Table.HELD);
    this.clock = clock;
  }

  /**
   * Ends and deletes all held messages of an ended session. May be repeated.
   *
   * @return false when the deadline came first
   */
  public boolean end(Generation session, Instant deadline) {
    for (Item item : (Iterable<Item>) table.query(ofSession(session))::iterator) {
      if (!clock.instant().isBefore(deadline)) {
        return false;
      }
      CommandId command = command(item);
      log.atInfo()
          .addKeyValue("commandId", command)
          .addKeyValue("ended", commands.endLeft(command))
          .log("command.ended_with_session");
      table.delete(table.key(session.toString(), item.text(HeldItem.POSITION)));
    }
    return true;
  }

  private static Query ofSession(Generation session) {
    return Query.of(HeldItem.GENERATION, session.toString());
  }

  private static CommandId command(Item item) {
    return new CommandId(item.text(HeldItem.COMMAND_ID));
  }
}
