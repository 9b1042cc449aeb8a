package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.SendingItem;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.functions.deletion.CustomerData;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The send states of a customer's sessions and the digests of their recipients, by a scan. Items of
 * sessions that ended earlier cannot be recognised; they identify nobody, and digests expire within
 * a year. Thread-safe.
 */
public final class CustomerSendings implements CustomerData {
  private final DynamoTable sending;
  private final InstantSource clock;

  public CustomerSendings(DynamoDbClient tables, Names names, InstantSource clock) {
    this.sending = new DynamoTable(tables, names, Table.SENDING);
    this.clock = clock;
  }

  /** Unknown, because the number does not matter to an operator. */
  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.empty();
  }

  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    if (sessions.isEmpty()) {
      return true;
    }
    return InTime.forEach(
        sending
            .scan(SendingItem.SCOPE)
            .map(item -> item.text(SendingItem.SCOPE))
            .filter(scope -> isOf(scope, sessions)),
        clock,
        deadline,
        scope -> sending.delete(sending.key(scope)));
  }

  /**
   * Whether a scope belongs to one of the sessions: it is a word and the session's id, separated by
   * a colon.
   */
  private static boolean isOf(String scope, Set<SessionId> sessions) {
    String[] parts = scope.split(":", 3);
    return parts.length > 1 && sessions.stream().anyMatch(id -> id.value().equals(parts[1]));
  }
}
