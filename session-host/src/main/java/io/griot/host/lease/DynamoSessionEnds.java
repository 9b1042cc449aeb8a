package io.griot.host.lease;

import io.griot.contract.CustomerItem;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.EndNotes;
import io.griot.dynamo.Item;
import io.griot.dynamo.NextGeneration;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The end of sessions in DynamoDB: the item, the customer's count and the records of the ending
 * change in one transaction. Thread-safe; blocks for each request.
 */
final class DynamoSessionEnds {
  private static final Logger log = LoggerFactory.getLogger(DynamoSessionEnds.class);

  /** The index of the session's item in the transaction that ends it. */
  private static final int SESSION = 0;

  /** The index of the customer's count in the same transaction. */
  private static final int COUNT = 1;

  private final DynamoDbClient dynamoDb;
  private final DynamoTable sessions;
  private final DynamoTable observations;
  private final DynamoTable customers;
  private final DynamoTable endings;
  private final EndNotes endNotes;

  DynamoSessionEnds(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.sessions = new DynamoTable(dynamoDb, names, Table.SESSIONS);
    this.observations = new DynamoTable(dynamoDb, names, Table.OBSERVATIONS);
    this.customers = new DynamoTable(dynamoDb, names, Table.CUSTOMERS);
    this.endings = new DynamoTable(dynamoDb, names, Table.ENDINGS);
    this.endNotes = new EndNotes(dynamoDb, names);
  }

  /** See {@link LeaseStore#end}. */
  boolean end(SessionRecord seen, String owner, long token, boolean isStillLinked, Instant at) {
    Write oneLess =
        new Write()
            .add(CustomerItem.sessionsOf(seen.environment()), -1)
            .ifPresent(CustomerItem.CUSTOMER_ID);
    Transaction counted =
        removal(seen, owner, token)
            .update(customers, customers.key(seen.customer().value()), oneLess);
    Optional<Cancellation> failure = noted(counted, seen, isStillLinked, at).write(dynamoDb);
    if (failure.isEmpty()) {
      return true;
    }
    if (failure.get().isRefused(SESSION)) {
      return endBeforeTheNext(seen, owner, token, isStillLinked, at);
    }
    if (failure.get().isRefused(COUNT)) {
      // The customer was deleted. The session must end nevertheless.
      return isWritten(noted(removal(seen, owner, token), seen, isStillLinked, at));
    }
    throw failure.get().cause();
  }

  /** See {@link LeaseStore#forgetEnded}. */
  void forget(SessionRecord ended) {
    boolean _ = endings.delete(endings.key(ended.generation().toString()));
    Write ofGeneration =
        new Write()
            .ifIs(ObservationItem.CREATED_AT, Item.ofInstant(ended.generation().createdAt()));
    if (!observations.tryDelete(observations.key(ended.id().value()), ofGeneration)) {
      log.atDebug().addKeyValue("sessionId", ended.id()).log("observation.of_another_generation");
    }
  }

  private Transaction removal(SessionRecord seen, String owner, long token) {
    Write removal = ifToEnd(seen, owner, token).ifAbsent(SessionItem.START_AGAIN_AT);
    return new Transaction().delete(sessions, key(seen), removal);
  }

  /**
   * Ends this generation and starts the next in the same item. The customer's count of sessions
   * does not change, and the token keeps growing.
   */
  private boolean endBeforeTheNext(
      SessionRecord seen, String owner, long token, boolean isStillLinked, Instant at) {
    long now = Math.max(at.toEpochMilli(), seen.generation().createdAt().toEpochMilli() + 1);
    Write next =
        NextGeneration.add(
            ifToEnd(seen, owner, token).ifPresent(SessionItem.START_AGAIN_AT),
            Instant.ofEpochMilli(now));
    Transaction change = new Transaction().update(sessions, key(seen), next);
    return isWritten(noted(change, seen, isStillLinked, at));
  }

  /** Writes; false when the session is not as seen. */
  private boolean isWritten(Transaction end) {
    Optional<Cancellation> failure = end.write(dynamoDb);
    if (failure.isPresent() && !failure.get().isRefused(SESSION)) {
      throw failure.get().cause();
    }
    return failure.isEmpty();
  }

  private static Write ifToEnd(SessionRecord seen, String owner, long token) {
    return new Write()
        .ifIs(SessionItem.CREATED_AT, Item.ofInstant(seen.generation().createdAt()))
        .ifIs(SessionItem.OWNER, Item.ofText(owner))
        .ifIs(SessionItem.TOKEN, Item.ofNumber(token))
        .ifIs(SessionItem.WANTED, Item.ofText(Wanted.ENDED.name()));
  }

  private Transaction noted(
      Transaction end, SessionRecord seen, boolean isStillLinked, Instant at) {
    return endNotes.add(end, seen.generation(), seen.environment(), isStillLinked, at);
  }

  private Map<String, AttributeValue> key(SessionRecord session) {
    return sessions.key(session.id().value());
  }
}
