package io.griot.functions.aws;

import io.griot.contract.LimitItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.fairuse.Bucket;
import io.griot.functions.fairuse.BucketStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Buckets in DynamoDB, an item each: at most one unit per write. If the SDK retries a request that
 * had succeeded, tokens are taken twice, and the caller's rate is lower for a minute. Thread-safe.
 */
public final class DynamoBucketStore implements BucketStore {
  /** Longer than tokens take to return. An absent item is a full bucket. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final DynamoTable limits;
  private final InstantSource clock;

  public DynamoBucketStore(DynamoDbClient tables, Names names, InstantSource clock) {
    this.limits = new DynamoTable(tables, names, Table.LIMITS);
    this.clock = clock;
  }

  /** Takes tokens, on condition of the slot and of enough tokens. */
  @Override
  public Change take(String scope, long slot, int tokens, int limit) {
    var write = new Write();
    String total = write.name(LimitItem.TOTAL);
    String most = write.value(Item.ofNumber(limit - tokens));
    return written(
        scope,
        write
            .ifIs(LimitItem.SLOT, Item.ofNumber(slot))
            .ifTrue(total + " <= " + most)
            .add(LimitItem.TOTAL, tokens)
            .add(LimitItem.CURRENT, tokens));
  }

  /** Moves the bucket, on condition of slot and total: within a slot the total only grows. */
  @Override
  public Change move(String scope, Bucket seen, Bucket moved) {
    boolean isNew = seen.slot() == Bucket.FULL.slot();
    Map<String, AttributeValue> earlier = new HashMap<>();
    moved
        .earlier()
        .forEach((slot, tokens) -> earlier.put(Long.toString(slot), Item.ofNumber(tokens)));
    return written(
        scope,
        new Write()
            .ifIs(
                LimitItem.SLOT, isNew ? Optional.empty() : Optional.of(Item.ofNumber(seen.slot())))
            .ifNumber(LimitItem.TOTAL, seen.total())
            .set(LimitItem.SLOT, Item.ofNumber(moved.slot()))
            .set(LimitItem.TOTAL, Item.ofNumber(moved.total()))
            .set(LimitItem.CURRENT, Item.ofNumber(moved.current()))
            .set(LimitItem.EARLIER, AttributeValue.fromM(earlier)));
  }

  private Change written(String scope, Write write) {
    Write kept = write.set(LimitItem.EXPIRES_AT, Item.ofExpiry(clock.instant().plus(KEPT)));
    try {
      return new Change.Done(read(limits.changed(limits.key(scope), kept)));
    } catch (ConditionalCheckFailedException e) {
      Item stored = Item.stored(e);
      return new Change.Differs(stored.isEmpty() ? Bucket.FULL : read(stored));
    }
  }

  private static Bucket read(Item item) {
    Map<Long, Long> earlier = new HashMap<>();
    item.counts(LimitItem.EARLIER)
        .forEach((slot, tokens) -> earlier.put(Long.valueOf(slot), tokens));
    return new Bucket(
        item.count(LimitItem.SLOT),
        item.count(LimitItem.TOTAL),
        item.count(LimitItem.CURRENT),
        earlier);
  }
}
