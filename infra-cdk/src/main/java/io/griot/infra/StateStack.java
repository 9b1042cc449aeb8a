package io.griot.infra;

import io.griot.contract.CommandItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.UploadLimits;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The data: tables and bucket. None of it is deleted with the stack, and a table only after its
 * deletion protection was removed by hand.
 */
public final class StateStack extends Stack {
  /** Longer than the commands that the objects belong to. */
  private static final Duration COMMANDS_KEPT =
      Duration.days(Math.toIntExact(CommandItem.KEPT.toDays() + 1));

  /** Longer than events are retried, and than dead-lettered events can be replayed. */
  private static final Duration EVENTS_KEPT = Duration.days(22);

  /** The link is valid for an hour; S3 counts in whole days. */
  private static final Duration EXPORTS_KEPT = Duration.days(1);

  /** Longer than an upload can be used; S3 counts in whole days. */
  private static final Duration UPLOADS_KEPT =
      Duration.days(Math.toIntExact(UploadLimits.USABLE.toDays() + 1));

  /**
   * Keeps objects that were deleted by mistake. S3's minimum, because every checkpoint is deleted
   * eventually, and its retention is paid for.
   */
  private static final Duration DELETED_KEPT = Duration.days(1);

  /**
   * The tables with texts of messages: answers, held messages, and events. These must be deleted
   * when they expire.
   */
  private static final Set<Table> WITH_TEXTS = EnumSet.of(Table.COMMANDS, Table.HELD, Table.EVENTS);

  /**
   * The tables without point-in-time recovery: those with texts, and those whose items are
   * rewritten within seconds or expire within a day.
   */
  private static final Set<Table> NOT_RECOVERED =
      EnumSet.of(
          Table.COMMANDS, Table.HELD, Table.EVENTS, Table.HOSTS, Table.OBSERVATIONS, Table.LIMITS);

  private final Map<Table, ITable> tables = new EnumMap<>(Table.class);
  private final Bucket bucket;

  public StateStack(Construct scope, String id, StackProps props, Names names) {
    super(scope, id, props);
    for (Table table : Table.values()) {
      tables.put(table, makeTable(table, names));
    }
    bucket = makeBucket();
    Suppressions.add(
        bucket,
        Map.of(
            "AwsSolutions-S1",
            "Few roles of this installation read and write it and nobody else can; access logs"
                + " would cost more than the objects."));
  }

  /** The bucket of checkpoints, large commands, answers and events, and uploads. */
  public Bucket bucket() {
    return bucket;
  }

  /** The ARN of the stream of sessions' items, with each item's state after a write. */
  public String sessionsStream() {
    ITable sessions = Objects.requireNonNull(tables.get(Table.SESSIONS));
    return Objects.requireNonNull(sessions.getTableStreamArn());
  }

  private ITable makeTable(Table table, Names names) {
    var made =
        software.amazon.awscdk.services.dynamodb.Table.Builder.create(this, table.name())
            .tableName(names.table(table))
            .partitionKey(text(table.partitionKey()))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder()
                    .pointInTimeRecoveryEnabled(!NOT_RECOVERED.contains(table))
                    .build())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    table.sortKey().ifPresent(key -> made.sortKey(text(key)));
    table.timeToLive().ifPresent(made::timeToLiveAttribute);
    if (table == Table.SESSIONS) {
      made.stream(StreamViewType.NEW_IMAGE);
    }
    var construct = made.build();
    for (Table.Index index : table.indexes()) {
      var properties =
          GlobalSecondaryIndexProps.builder()
              .indexName(index.name())
              .partitionKey(text(index.partitionKey()))
              .projectionType(ProjectionType.KEYS_ONLY);
      index.sortKey().ifPresent(key -> properties.sortKey(text(key)));
      construct.addGlobalSecondaryIndex(properties.build());
    }
    if (NOT_RECOVERED.contains(table)) {
      Suppressions.add(
          construct,
          Map.of(
              "AwsSolutions-DDB3",
              WITH_TEXTS.contains(table)
                  ? "They hold texts of messages: backups would keep them for 35 days more."
                  : "What hosts see and what is counted now is written anew within seconds; nobody"
                      + " wants it back."));
    }
    return construct;
  }

  private Bucket makeBucket() {
    return Bucket.Builder.create(this, "Objects")
        .encryption(BucketEncryption.S3_MANAGED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .versioned(true)
        .removalPolicy(RemovalPolicy.RETAIN)
        .lifecycleRules(
            List.of(
                expiring(Names.COMMAND_OBJECTS, COMMANDS_KEPT),
                expiring(Names.ANSWER_OBJECTS, COMMANDS_KEPT),
                expiring(Names.EVENT_OBJECTS, EVENTS_KEPT),
                expiring(Names.MEDIA_OBJECTS, UPLOADS_KEPT),
                expiring(Names.EXPORT_OBJECTS, EXPORTS_KEPT),
                LifecycleRule.builder()
                    .id("deleted")
                    .noncurrentVersionExpiration(DELETED_KEPT)
                    .expiredObjectDeleteMarker(true)
                    .build(),
                LifecycleRule.builder()
                    .id("unfinished-uploads")
                    .abortIncompleteMultipartUploadAfter(Duration.days(1))
                    .build()))
        .build();
  }

  private static LifecycleRule expiring(String prefix, Duration kept) {
    return LifecycleRule.builder()
        .id("expire-" + prefix.replace("/", ""))
        .prefix(prefix)
        .expiration(kept)
        .build();
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }
}
