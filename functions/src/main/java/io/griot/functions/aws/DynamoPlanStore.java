package io.griot.functions.aws;

import io.griot.contract.Names;
import io.griot.contract.PlanItem;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanJson;
import io.griot.functions.customers.PlanStore;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plans in DynamoDB, over those that come with Griot. Thread-safe. */
public final class DynamoPlanStore implements PlanStore {
  private final DynamoDbClient tables;
  private final String table;

  public DynamoPlanStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.PLANS);
  }

  @Override
  public Optional<Plan> find(String id) {
    var answer =
        tables.getItem(get -> get.tableName(table).key(Map.of(PlanItem.PLAN_ID, Item.ofText(id))));
    return answer.hasItem()
        ? Optional.of(plan(new Item(answer.item())))
        : Optional.ofNullable(PlanJson.BUILT_IN.get(id));
  }

  /** Reads the whole table: an operator has a handful of plans. */
  @Override
  public List<Plan> all() {
    Map<String, Plan> plans = new TreeMap<>(PlanJson.BUILT_IN);
    tables
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(item ->
            new Item(item)
                .readable(PlanItem.PLAN_ID, DynamoPlanStore::plan)
                .ifPresent(plan -> plans.put(plan.id(), plan)));
    return List.copyOf(plans.values());
  }

  /** Unconditional: of two at once the later counts. */
  @Override
  public void put(Plan plan) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(PlanItem.PLAN_ID, Item.ofText(plan.id()));
    item.put(PlanItem.PRICE, Item.ofNumber(plan.price().minor()));
    item.put(PlanItem.CURRENCY, Item.ofText(plan.price().currency()));
    item.put(PlanItem.PERIOD, Item.ofText(plan.period().toString()));
    item.put(PlanItem.LIVE_SESSIONS, Item.ofNumber(plan.liveSessions()));
    item.put(PlanItem.TEST_SESSIONS, Item.ofNumber(plan.testSessions()));
    item.put(PlanItem.REQUESTS_PER_MINUTE, Item.ofNumber(plan.fairUse().requestsPerMinute()));
    item.put(PlanItem.WAITING_COMMANDS, Item.ofNumber(plan.fairUse().waitingCommands()));
    item.put(PlanItem.UPLOADS_PER_DAY, Item.ofNumber(plan.fairUse().uploadsPerDay()));
    tables.putItem(put -> put.tableName(table).item(item));
  }

  private static Plan plan(Item item) {
    return new Plan(
        item.text(PlanItem.PLAN_ID),
        new Money(item.count(PlanItem.PRICE), item.text(PlanItem.CURRENCY)),
        Period.parse(item.text(PlanItem.PERIOD)),
        Math.toIntExact(item.count(PlanItem.LIVE_SESSIONS)),
        Math.toIntExact(item.count(PlanItem.TEST_SESSIONS)),
        new Plan.FairUse(
            Math.toIntExact(item.count(PlanItem.REQUESTS_PER_MINUTE)),
            Math.toIntExact(item.count(PlanItem.WAITING_COMMANDS)),
            Math.toIntExact(item.count(PlanItem.UPLOADS_PER_DAY))));
  }
}
