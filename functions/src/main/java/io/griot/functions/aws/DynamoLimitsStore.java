package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.fairuse.Limits;
import io.griot.functions.fairuse.LimitsStore;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Customers' limits, from their plans and their items in DynamoDB. Thread-safe. */
public final class DynamoLimitsStore implements LimitsStore {
  private final DynamoTable customers;
  private final PlanStore plans;

  public DynamoLimitsStore(DynamoDbClient tables, Names names, PlanStore plans) {
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
    this.plans = plans;
  }

  @Override
  public Limits of(CustomerId customer) {
    Item item =
        customers
            .getEventually(customers.key(customer.value()))
            .orElseGet(() -> new Item(Map.of()));
    Plan plan = plans.named(item.optionalText(CustomerItem.PLAN).orElse(Plan.STANDARD));
    return Limits.STANDARD.with(plan.fairUse()).with(item.counts(CustomerItem.LIMITS));
  }
}
