package io.griot.host.dynamo;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** All tables in a DynamoDB Local of its own, in memory, on loopback. */
public final class LocalTables implements AutoCloseable {
  private final Names names = new Names("test");
  private final LocalDynamoDBServerHandler local =
      new LocalDynamoDBServerHandler(
          new LocalDynamoDBRequestHandler(0, true, null, true, false), "*");
  private final Server server =
      new Server(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  private final DynamoDbClient client;

  public LocalTables() {
    server.setHandler(new ContextHandler(local, "/"));
    change(server::start);
    client =
        DynamoDbClient.builder()
            .endpointOverride(server.getURI())
            .region(Region.AF_SOUTH_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "secret")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    for (Table table : Table.values()) {
      make(table);
    }
  }

  public DynamoDbClient client() {
    return client;
  }

  public Names names() {
    return names;
  }

  public DynamoTable table(Table table) {
    return new DynamoTable(client, names, table);
  }

  /** All items of a table. */
  public List<Map<String, AttributeValue>> all(Table table) {
    return client
        .scanPaginator(scan -> scan.tableName(names.table(table)).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  /** Deletes all items of a table. */
  public void empty(Table table) {
    all(table)
        .forEach(item ->
            client.deleteItem(
                delete -> delete.tableName(names.table(table)).key(keyOf(table, item))));
  }

  private void make(Table table) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(table.partitionKey());
    table.sortKey().ifPresent(keys::add);
    for (Table.Index index : table.indexes()) {
      keys.add(index.partitionKey());
      index.sortKey().ifPresent(keys::add);
    }
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(names.table(table))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(schema(table))
            .attributeDefinitions(keys.stream().map(LocalTables::text).toList());
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(LocalTables::index).toList());
    }
    client().createTable(request.build());
  }

  private static GlobalSecondaryIndex index(Table.Index index) {
    List<KeySchemaElement> keys = new ArrayList<>();
    keys.add(key(index.partitionKey(), KeyType.HASH));
    index.sortKey().ifPresent(attribute -> keys.add(key(attribute, KeyType.RANGE)));
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keys)
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static List<KeySchemaElement> schema(Table table) {
    List<KeySchemaElement> keys = new ArrayList<>();
    keys.add(key(table.partitionKey(), KeyType.HASH));
    table.sortKey().ifPresent(attribute -> keys.add(key(attribute, KeyType.RANGE)));
    return keys;
  }

  private static Map<String, AttributeValue> keyOf(Table table, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    item.forEach((attribute, value) -> {
      if (attribute.equals(table.partitionKey())
          || table.sortKey().filter(attribute::equals).isPresent()) {
        key.put(attribute, value);
      }
    });
    return key;
  }

  private static KeySchemaElement key(String attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
  }

  private static AttributeDefinition text(String attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private interface Change {
    void run() throws Exception;
  }

  private static void change(Change change) {
    try {
      change.run();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not start or stop", e);
    }
  }

  @Override
  public void close() {
    client.close();
    change(server::stop);
    local.close();
  }
}
