package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The cloud's templates must equal the running local stack, so that the deployed system is the
 * tested one.
 */
class DriftIT {
  private static final Names NAMES = new Names("griot");

  @TempDir private static Path folder;
  private static LocalAws local;

  @BeforeAll
  static void start() {
    local = new LocalAws(folder, Ports.ANY, NAMES);
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void theCloudHasTheTablesOfTheLocalStackAndNoOthers() {
    try (DynamoDbClient tables = local.dynamoDbClient()) {
      assertThat(state().findResources("AWS::DynamoDB::Table").values())
          .extracting(table -> Synthesis.properties(table).get("TableName"))
          .containsExactlyInAnyOrderElementsOf(tables.listTables().tableNames());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tablesHaveTheSameKeysIndexesAndTimeToLive(Table table) {
    Map<String, Object> wanted = wanted(table);

    Map<String, Map<String, Object>> found =
        state()
            .findResources(
                "AWS::DynamoDB::Table",
                Match.objectLike(Map.of("Properties", Map.of("TableName", NAMES.table(table)))));

    assertThat(found).hasSize(1);
    Map<String, Object> properties = Synthesis.properties(found.values().iterator().next());
    wanted.forEach((name, value) -> assertThat(properties.get(name)).as(name).isEqualTo(value));
    assertThat(properties.containsKey("GlobalSecondaryIndexes"))
        .isEqualTo(!table.indexes().isEmpty());
  }

  @Test
  void theCloudHasTheQueuesOfTheLocalStackAndNoOthers() {
    try (SqsClient queues = local.sqsClient()) {
      assertThat(queues().keySet())
          .containsExactlyInAnyOrderElementsOf(
              queues.listQueues().queueUrls().stream()
                  .map(url -> url.substring(url.lastIndexOf('/') + 1))
                  .toList());
    }
  }

  private static Map<String, Map<String, Object>> queues() {
    return Synthesis.template(Synthesis.griot().messaging())
        .findResources("AWS::SQS::Queue")
        .values()
        .stream()
        .map(Synthesis::properties)
        .collect(
            Collectors.toMap(
                queue -> Objects.requireNonNull(queue.get("QueueName")).toString(),
                queue -> queue));
  }

  @ParameterizedTest
  @ValueSource(strings = {"griot-events.fifo", "griot-dead-events.fifo"})
  void queuesHaveTheSameAttributes(String name) {
    Map<String, Object> queue = Objects.requireNonNull(queues().get(name));

    try (SqsClient queues = local.sqsClient()) {
      String url = queues.getQueueUrl(get -> get.queueName(name)).queueUrl();
      Map<String, String> attributes =
          queues
              .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
              .attributesAsStrings();
      for (String attribute : List.of("VisibilityTimeout", "ReceiveMessageWaitTimeSeconds")) {
        assertThat(number(queue.get(attribute))).hasToString(attributes.get(attribute));
      }
      assertThat(String.valueOf(queue.get("FifoQueue")))
          .isEqualTo(attributes.getOrDefault("FifoQueue", "null"));
      String policy = attributes.get("RedrivePolicy");
      if (policy != null) {
        int receives = Json.readObject(policy).path("maxReceiveCount").asInt();
        Map<?, ?> redrive = (Map<?, ?>) Objects.requireNonNull(queue.get("RedrivePolicy"));
        assertThat(number(redrive.get("maxReceiveCount"))).isEqualTo(receives);
      }
    }
  }

  private static Template state() {
    return Synthesis.template(Synthesis.griot().state());
  }

  private static Map<String, Object> wanted(Table table) {
    try (DynamoDbClient tables = local.dynamoDbClient()) {
      TableDescription description =
          tables.describeTable(get -> get.tableName(NAMES.table(table))).table();
      Map<String, Object> wanted = new HashMap<>();
      wanted.put("BillingMode", description.billingModeSummary().billingModeAsString());
      wanted.put(
          "KeySchema",
          description.keySchema().stream()
              .map(key ->
                  Map.of("AttributeName", key.attributeName(), "KeyType", key.keyTypeAsString()))
              .toList());
      if (description.hasGlobalSecondaryIndexes()) {
        wanted.put(
            "GlobalSecondaryIndexes",
            table.indexes().stream().map(index -> index(description, index.name())).toList());
      }
      String attribute =
          tables
              .describeTimeToLive(get -> get.tableName(NAMES.table(table)))
              .timeToLiveDescription()
              .attributeName();
      if (attribute != null) {
        wanted.put("TimeToLiveSpecification", Map.of("AttributeName", attribute, "Enabled", true));
      }
      return wanted;
    }
  }

  private static Map<String, Object> index(TableDescription description, String name) {
    var found =
        description.globalSecondaryIndexes().stream()
            .filter(index -> index.indexName().equals(name))
            .findFirst()
            .orElseThrow();
    return Map.of(
        "IndexName",
        name,
        "KeySchema",
        found.keySchema().stream()
            .map(key ->
                Map.of("AttributeName", key.attributeName(), "KeyType", key.keyTypeAsString()))
            .toList(),
        "Projection",
        Map.of("ProjectionType", found.projection().projectionTypeAsString()));
  }

  private static Object number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : Objects.requireNonNull(value);
  }
}
