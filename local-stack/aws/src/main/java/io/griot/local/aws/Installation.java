package io.griot.local.aws;

import io.griot.contract.Names;
import io.griot.contract.QueueAttributes;
import io.griot.contract.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Creates the contract's tables, queues and bucket if they are absent. */
final class Installation {
  private static final Duration INDEX_DEADLINE = Duration.ofSeconds(30);
  private static final Duration INDEX_LOOK = Duration.ofMillis(100);

  private final Names names;

  Installation(Names names) {
    this.names = names;
  }

  static String bucket(Names names) {
    return names.prefix() + "-objects";
  }

  void make(DynamoDbClient tables, SqsClient queues, S3Client objects) {
    for (Table table : Table.values()) {
      if (makeTable(tables, table)) {
        expireItems(tables, table);
      }
    }
    makeEventsQueues(queues);
    try {
      objects.createBucket(bucket -> bucket.bucket(bucket(names)));
    } catch (BucketAlreadyOwnedByYouException e) {
      return; // it exists: a second start on the same folder
    }
  }

  /** Creates only the tables. Their items do not expire. */
  void makeTables(DynamoDbClient tables) {
    for (Table table : Table.values()) {
      boolean _ = makeTable(tables, table);
    }
  }

  private void makeEventsQueues(SqsClient queues) {
    String dead = makeQueue(queues, names.deadEventsQueue(), QueueAttributes.ofDeadEventsQueue());
    String arn =
        queues
            .getQueueAttributes(
                get -> get.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    Map<String, String> attributes = new HashMap<>(QueueAttributes.ofEventsQueue());
    attributes.put(
        "RedrivePolicy",
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
            .formatted(arn, QueueAttributes.EVENT_RECEIVES));
    String _ = makeQueue(queues, names.eventsQueue(), attributes);
  }

  /** Creates a queue and returns its URL. */
  private static String makeQueue(SqsClient queues, String name, Map<String, String> attributes) {
    Map<QueueAttributeName, String> named =
        attributes.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> QueueAttributeName.fromValue(entry.getKey()), Map.Entry::getValue));
    return queues.createQueue(queue -> queue.queueName(name).attributes(named)).queueUrl();
  }

  /**
   * Creates a table.
   *
   * @return false when it exists from an earlier start on the same folder
   */
  private boolean makeTable(DynamoDbClient tables, Table table) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(table.partitionKey());
    table.sortKey().ifPresent(keys::add);
    table
        .indexes()
        .forEach(index -> {
          keys.add(index.partitionKey());
          index.sortKey().ifPresent(keys::add);
        });
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(names.table(table))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(table))
            .attributeDefinitions(keys.stream().map(Installation::text).toList());
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(Installation::index).toList());
    }
    try {
      tables.createTable(request.build());
      return true;
    } catch (ResourceInUseException e) {
      addIndexes(tables, table, keys);
      return false;
    }
  }

  private void expireItems(DynamoDbClient tables, Table table) {
    table
        .timeToLive()
        .ifPresent(attribute ->
            tables.updateTimeToLive(change ->
                change
                    .tableName(names.table(table))
                    .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(attribute))));
  }

  /** Adds the indexes that a table from an earlier version lacks. DynamoDB adds one at a time. */
  private void addIndexes(DynamoDbClient tables, Table table, Set<String> keys) {
    Set<String> present =
        tables
            .describeTable(describe -> describe.tableName(names.table(table)))
            .table()
            .globalSecondaryIndexes()
            .stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .collect(Collectors.toSet());
    for (Table.Index index : table.indexes()) {
      if (!present.contains(index.name())) {
        tables.updateTable(change ->
            change
                .tableName(names.table(table))
                .attributeDefinitions(keys.stream().map(Installation::text).toList())
                .globalSecondaryIndexUpdates(addition(index)));
        waitUntilActive(tables, names.table(table));
      }
    }
  }

  private static GlobalSecondaryIndexUpdate addition(Table.Index index) {
    return GlobalSecondaryIndexUpdate.builder()
        .create(create ->
            create
                .indexName(index.name())
                .keySchema(keys(index))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY)))
        .build();
  }

  private static void waitUntilActive(DynamoDbClient tables, String table) {
    Waiter<DescribeTableResponse> waiter =
        Waiter.builder(DescribeTableResponse.class)
            .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(Installation::isActive))
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(response -> true))
            .overrideConfiguration(wait ->
                wait.waitTimeout(INDEX_DEADLINE)
                    .maxAttempts(Integer.MAX_VALUE)
                    .backoffStrategyV2(BackoffStrategy.fixedDelay(INDEX_LOOK)))
            .build();
    var _ = waiter.run(() -> tables.describeTable(describe -> describe.tableName(table)));
  }

  private static boolean isActive(DescribeTableResponse response) {
    return response.table().globalSecondaryIndexes().stream()
        .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
  }

  private static GlobalSecondaryIndex index(Table.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keys(index))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static List<KeySchemaElement> keys(Table table) {
    return keys(table.partitionKey(), table.sortKey());
  }

  private static List<KeySchemaElement> keys(Table.Index index) {
    return keys(index.partitionKey(), index.sortKey());
  }

  private static List<KeySchemaElement> keys(String partitionKey, Optional<String> sortKey) {
    List<KeySchemaElement> keys = new ArrayList<>(hash(partitionKey));
    sortKey.ifPresent(attribute ->
        keys.add(
            KeySchemaElement.builder().attributeName(attribute).keyType(KeyType.RANGE).build()));
    return keys;
  }

  private static List<KeySchemaElement> hash(String attribute) {
    return List.of(
        KeySchemaElement.builder().attributeName(attribute).keyType(KeyType.HASH).build());
  }

  private static AttributeDefinition text(String attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute)
        .attributeType(ScalarAttributeType.S)
        .build();
  }
}
