package io.griot.functions.aws;

import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Query;
import io.griot.functions.fairuse.BacklogStore;
import io.griot.functions.session.SessionStore;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Counts by {@link Table#PENDING_INDEX}, which costs half a unit when no command waits.
 * Thread-safe.
 */
public final class DynamoBacklogStore implements BacklogStore {
  private final DynamoTable commands;
  private final SessionStore sessions;

  public DynamoBacklogStore(DynamoDbClient tables, Names names, SessionStore sessions) {
    this.commands = new DynamoTable(tables, names, Table.COMMANDS);
    this.sessions = sessions;
  }

  @Override
  public int count(Generation session, int atMost) {
    return commands.count(
        Query.of(CommandItem.PENDING_IN, session.toString())
            .in(Table.PENDING_INDEX)
            .atMost(Math.max(1, atMost)));
  }

  @Override
  public List<Generation> sessions(CustomerId customer) {
    return sessions.of(customer).stream().map(view -> view.session().generation()).toList();
  }
}
