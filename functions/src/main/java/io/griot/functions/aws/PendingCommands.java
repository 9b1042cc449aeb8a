package io.griot.functions.aws;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.NewerFormException;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Query;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.supervision.WaitingCommands;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Commands whose callers were told that they are pending, by {@link Table#PENDING_INDEX}. The index
 * is eventually consistent and only proposes; the conditional write decides. Thread-safe.
 */
public final class PendingCommands implements WaitingCommands {
  private static final Logger log = LoggerFactory.getLogger(PendingCommands.class);

  private final DynamoSubmissionStore commands;
  private final DynamoTable table;
  private final InstantSource clock;

  public PendingCommands(
      DynamoDbClient tables, DynamoSubmissionStore commands, Names names, InstantSource clock) {
    this.commands = commands;
    this.table = new DynamoTable(tables, names, Table.COMMANDS);
    this.clock = clock;
  }

  @Override
  public void expire(Generation session, Instant deadline) {
    Instant now = clock.instant();
    Query past =
        Query.of(CommandItem.PENDING_IN, session.toString())
            .in(Table.PENDING_INDEX)
            .upTo(CommandItem.PENDING_UNTIL, CommandItem.pendingUntil(now));
    table
        .query(past)
        .takeWhile(item -> clock.instant().isBefore(deadline))
        .map(item -> new CommandId(item.text(CommandItem.COMMAND_ID)))
        .forEach(this::expire);
  }

  /** Expires a command, unless its last start was moved. */
  private void expire(CommandId id) {
    try {
      Optional<StoredCommand> stored = commands.find(List.of(id)).stream().findFirst();
      if (stored.filter(command -> command.isPast(clock.instant())).isPresent()
          && commands.expire(id, stored.get().attempt())) {
        log.atInfo().addKeyValue("commandId", id).log("command.expired_waiting");
      }
    } catch (NewerFormException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("item.of_newer_form");
    }
  }
}
