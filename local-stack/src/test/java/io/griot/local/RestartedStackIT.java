package io.griot.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.HostItem;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.host.lease.DynamoHostStore;
import io.griot.host.lease.HostBeat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A stack continues on the folder of one that was killed. */
class RestartedStackIT {
  private static final Names NAMES = new Names("griot");

  @TempDir Path folder;

  @Test
  void believesNothingOfAKilledStacksPagesFromTheFirstRequestOn() throws Exception {
    LocalStackConfig config = LocalStackConfig.in(folder);
    try (LocalStack stack = LocalStack.start(config);
        DynamoDbClient tables = stack.aws().dynamoDbClient()) {
      Instant now = Instant.now();
      new DynamoHostStore(tables, NAMES)
          .create(
              "host-killed",
              new HostBeat(
                  Duration.ofMinutes(30),
                  now,
                  now,
                  10,
                  1,
                  false,
                  Map.of(new SessionId("a".repeat(26)), now),
                  Optional.empty()));
    }

    try (LocalStack stack = LocalStack.start(config);
        DynamoDbClient tables = stack.aws().dynamoDbClient()) {
      Map<String, AttributeValue> item =
          tables
              .getItem(get ->
                  get.tableName(NAMES.table(Table.HOSTS))
                      .key(Map.of(HostItem.HOST_ID, AttributeValue.fromS("host-killed"))))
              .item();
      assertThat(item).containsEntry(HostItem.PROOFS, AttributeValue.fromM(Map.of()));
    }
  }
}
