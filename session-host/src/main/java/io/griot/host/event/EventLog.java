package io.griot.host.event;

import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.host.lease.Lease;
import io.griot.host.lease.SessionRecord;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Opens sessions' logs in DynamoDB. Thread-safe. */
public final class EventLog {
  private final DynamoTable table;
  private final BiConsumer<String, String> objects;
  private final InstantSource serverTime;
  private final LongSupplier nanoTime;

  /**
   * @param objects stores a large event under its key
   * @param serverTime DynamoDB's time
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public EventLog(
      DynamoDbClient dynamoDb,
      BiConsumer<String, String> objects,
      Names names,
      InstantSource serverTime,
      LongSupplier nanoTime) {
    this.table = new DynamoTable(dynamoDb, names, Table.EVENTS);
    this.objects = objects;
    this.serverTime = serverTime;
    this.nanoTime = nanoTime;
  }

  /** The log of a session under a lease. Makes no request. */
  public SessionLog of(SessionRecord session, Lease lease) {
    return new DynamoSessionLog(table, objects, session, lease, serverTime, nanoTime);
  }
}
