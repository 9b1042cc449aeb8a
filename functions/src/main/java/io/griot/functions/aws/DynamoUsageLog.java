package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.dynamo.usage.DynamoUsageStore;
import io.griot.dynamo.usage.Usage;
import io.griot.functions.usage.UsageLog;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Customers' usage, in DynamoDB. Thread-safe. */
public final class DynamoUsageLog implements UsageLog {
  private final DynamoUsageStore usage;

  public DynamoUsageLog(DynamoDbClient tables, Names names) {
    this.usage = new DynamoUsageStore(tables, names);
  }

  @Override
  public Map<Environment, Usage> of(CustomerId customer, LocalDate from, LocalDate until) {
    Map<Environment, Usage> used = new EnumMap<>(Environment.class);
    usage
        .of(customer, from, until)
        .forEach((day, more) -> used.merge(day.environment(), more, Usage::plus));
    return used;
  }
}
