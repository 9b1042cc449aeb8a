package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Table;
import io.griot.functions.fairuse.Limits;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LimitsStoreIT {
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final DynamoLimitsStore limits = new DynamoLimitsStore(tables.client(), tables.names());

  @Test
  void hasTheStandardLimitsForWhomNothingIsSaidOf() {
    assertThat(limits.of(new CustomerId("unknown"))).isEqualTo(Limits.STANDARD);
  }

  @Test
  void hasACustomersOwnLimits() {
    tables.put(
        Table.CUSTOMERS,
        Map.of(
            CustomerItem.CUSTOMER_ID,
            AttributeValue.fromS("large"),
            CustomerItem.LIMITS,
            AttributeValue.fromM(
                Map.of(
                    "requestsPerMinute", AttributeValue.fromN("6000"),
                    "waitingRequests", AttributeValue.fromN("0")))));

    Limits own = limits.of(new CustomerId("large"));

    assertThat(own.requestsPerMinute()).isEqualTo(6000);
    assertThat(own.waitingRequests()).isZero();
    assertThat(own.uploadsPerDay()).isEqualTo(Limits.STANDARD.uploadsPerDay());
  }
}
