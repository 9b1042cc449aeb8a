package io.griot.dynamo;

import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.StillLinkedItem;
import io.griot.contract.Table;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Adds the records of an ending session to the transaction that ends it: one for the clean-up, one
 * for its customer. The host, the API and the supervisor end sessions and all use it. Thread-safe;
 * sends no request itself.
 */
public final class EndNotes {
  private final DynamoTable endings;
  private final DynamoTable stillLinked;

  public EndNotes(DynamoDbClient client, Names names) {
    this.endings = new DynamoTable(client, names, Table.ENDINGS);
    this.stillLinked = new DynamoTable(client, names, Table.STILL_LINKED);
  }

  /**
   * Adds the records to the transaction that ends a session.
   *
   * @param isStillLinked whether the phone may still show the device
   * @return the transaction
   */
  public Transaction add(
      Transaction end,
      Generation ended,
      Environment environment,
      boolean isStillLinked,
      Instant at) {
    Write note =
        new Write()
            .set(EndingItem.SESSION_ID, Item.ofText(ended.session().value()))
            .set(EndingItem.CREATED_AT, Item.ofInstant(ended.createdAt()))
            .set(EndingItem.ENDED_AT, Item.ofInstant(at));
    Transaction noted = end.put(endings, endings.key(ended.toString()), note);
    if (!isStillLinked) {
      return noted;
    }
    Write device =
        new Write()
            .set(StillLinkedItem.CREATED_AT, Item.ofInstant(ended.createdAt()))
            .set(StillLinkedItem.ENVIRONMENT, Item.ofText(environment.name()))
            .set(StillLinkedItem.ENDED_AT, Item.ofInstant(at))
            .set(StillLinkedItem.EXPIRES_AT, Item.ofExpiry(at.plus(StillLinkedItem.KEPT)));
    return noted.put(stillLinked, stillLinked.key(ended.session().value()), device);
  }
}
