package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.contract.UploadLimits;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * What must outlive everything else: the tables and the bucket. Nothing here is deleted with its
 * stack, and a table not at all before its protection is taken away by hand.
 */
public final class StateStack extends Stack {
  /** Longer than the commands are kept, and events tried, that the objects belong to. */
  private static final Duration LARGE_OBJECTS_KEPT = Duration.days(4);

  /** Longer than an upload can be used; S3 counts in whole days. */
  private static final Duration UPLOADS_KEPT =
      Duration.days(Math.toIntExact(UploadLimits.USABLE.toDays() + 1));

  private final Bucket bucket;

  public StateStack(Construct scope, String id, StackProps props, Names names) {
    super(scope, id, props);
    for (Table table : Table.values()) {
      makeTable(table, names);
    }
    bucket = makeBucket();
    Suppressions.add(
        bucket,
        Map.of(
            "AwsSolutions-S1",
            "Few roles of this installation read and write it and nobody else can; access logs"
                + " would cost more than the objects."));
  }

  /** Checkpoints of profiles, large commands, answers and events, uploads. */
  public Bucket bucket() {
    return bucket;
  }

  private void makeTable(Table table, Names names) {
    var made =
        software.amazon.awscdk.services.dynamodb.Table.Builder.create(this, table.name())
            .tableName(names.table(table))
            .partitionKey(text(table.partitionKey()))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    table.timeToLive().ifPresent(made::timeToLiveAttribute);
    var construct = made.build();
    for (Table.Index index : table.indexes()) {
      construct.addGlobalSecondaryIndex(
          GlobalSecondaryIndexProps.builder()
              .indexName(index.name())
              .partitionKey(text(index.partitionKey()))
              .projectionType(ProjectionType.KEYS_ONLY)
              .build());
    }
  }

  private Bucket makeBucket() {
    return Bucket.Builder.create(this, "Objects")
        .encryption(BucketEncryption.S3_MANAGED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .removalPolicy(RemovalPolicy.RETAIN)
        .lifecycleRules(
            List.of(
                expiring(Names.COMMAND_OBJECTS, LARGE_OBJECTS_KEPT),
                expiring(Names.ANSWER_OBJECTS, LARGE_OBJECTS_KEPT),
                expiring(Names.EVENT_OBJECTS, LARGE_OBJECTS_KEPT),
                expiring(Names.MEDIA_OBJECTS, UPLOADS_KEPT),
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
