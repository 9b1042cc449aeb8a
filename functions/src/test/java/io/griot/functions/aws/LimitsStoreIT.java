package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Table;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Plan;
import io.griot.functions.fairuse.Limits;
import io.griot.local.aws.LocalTables;
import java.time.Period;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LimitsStoreIT {
  private static final CustomerId CUSTOMER = new CustomerId("customer");
  private static final Plan.FairUse BUSY = new Plan.FairUse(1200, 20_000, 7);
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final DynamoPlanStore plans = new DynamoPlanStore(tables.client(), tables.names());
  private final DynamoLimitsStore limits =
      new DynamoLimitsStore(tables.client(), tables.names(), plans);

  @BeforeEach
  void clear() {
    tables.clear();
  }

  @Test
  void hasTheStandardLimitsForWhomNothingIsSaidOf() {
    assertThat(limits.of(CUSTOMER)).isEqualTo(Limits.STANDARD);
  }

  @Test
  void hasThoseOfTheCustomersPlan() {
    plan("busy");
    customer(Map.of(CustomerItem.PLAN, AttributeValue.fromS("busy")));

    assertThat(limits.of(CUSTOMER)).isEqualTo(Limits.STANDARD.with(BUSY));
    assertThat(limits.of(CUSTOMER).requestsPerMinute()).isEqualTo(1200);
    assertThat(limits.of(CUSTOMER).waitingCommands()).isEqualTo(20_000);
    assertThat(limits.of(CUSTOMER).uploadsPerDay()).isEqualTo(7);
  }

  @Test
  void hasThoseOfTheStandardPlanAsTheOperatorStoredIt() {
    plan(Plan.STANDARD);

    assertThat(limits.of(CUSTOMER)).isEqualTo(Limits.STANDARD.with(BUSY));
  }

  @Test
  void hasThoseOfTheStandardPlanWhereTheCustomersIsNotThere() {
    customer(Map.of(CustomerItem.PLAN, AttributeValue.fromS("gone")));

    assertThat(limits.of(CUSTOMER)).isEqualTo(Limits.STANDARD);
  }

  @Test
  void hasACustomersOwnLimitsBeforeThoseOfThePlan() {
    plan("busy");
    customer(
        Map.of(
            CustomerItem.PLAN,
            AttributeValue.fromS("busy"),
            CustomerItem.LIMITS,
            AttributeValue.fromM(
                Map.of(
                    "requestsPerMinute", AttributeValue.fromN("6000"),
                    "waitingRequests", AttributeValue.fromN("0")))));

    Limits own = limits.of(CUSTOMER);

    assertThat(own.requestsPerMinute()).isEqualTo(6000);
    assertThat(own.waitingRequests()).isZero();
    assertThat(own.waitingCommands()).isEqualTo(20_000);
    assertThat(own.uploadsPerDay()).isEqualTo(7);
    assertThat(own.sessionRequestsPerMinute())
        .isEqualTo(Limits.STANDARD.sessionRequestsPerMinute());
  }

  private void plan(String id) {
    plans.put(new Plan(id, new Money(20_000, "XOF"), Period.ofMonths(1), 3, 3, BUSY));
  }

  private static void customer(Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put(CustomerItem.CUSTOMER_ID, AttributeValue.fromS(CUSTOMER.value()));
    tables.put(Table.CUSTOMERS, item);
  }
}
