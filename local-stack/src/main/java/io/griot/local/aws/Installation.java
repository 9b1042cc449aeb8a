package io.griot.local.aws;

import io.griot.contract.Names;
import io.griot.contract.QueueAttributes;
import io.griot.contract.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes the contract's tables, placement queue and bucket where they are absent. */
final class Installation {
  private final Names names;

  Installation(Names names) {
    this.names = names;
  }

  static String bucket(Names names) {
    return names.prefix() + "-objects";
  }

  void make(DynamoDbClient tables, SqsClient queues, S3Client objects) {
    for (Table table : Table.values()) {
      makeTable(tables, table);
    }
    Map<QueueAttributeName, String> attributes =
        QueueAttributes.ofPlacementQueue().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> QueueAttributeName.fromValue(entry.getKey()), Map.Entry::getValue));
    queues.createQueue(queue -> queue.queueName(names.placementQueue()).attributes(attributes));
    try {
      objects.createBucket(bucket -> bucket.bucket(bucket(names)));
    } catch (BucketAlreadyOwnedByYouException e) {
      return; // a second start on the same folder
    }
  }

  private void makeTable(DynamoDbClient tables, Table table) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(table.partitionKey());
    table.indexes().forEach(index -> keys.add(index.partitionKey()));
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(names.table(table))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(hash(table.partitionKey()))
            .attributeDefinitions(keys.stream().map(Installation::text).toList());
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(Installation::index).toList());
    }
    try {
      tables.createTable(request.build());
    } catch (ResourceInUseException e) {
      return; // a second start on the same folder
    }
    table
        .timeToLive()
        .ifPresent(attribute ->
            tables.updateTimeToLive(change ->
                change
                    .tableName(names.table(table))
                    .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(attribute))));
  }

  private static GlobalSecondaryIndex index(Table.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(hash(index.partitionKey()))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
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
