package io.griot.functions.aws;

import io.griot.contract.Names;
import io.griot.contract.PlanItem;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanJson;
import io.griot.functions.customers.PlanStore;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Plans in DynamoDB, which override those that come with Griot. Thread-safe. */
public final class DynamoPlanStore implements PlanStore {
  private final DynamoTable plans;

  public DynamoPlanStore(DynamoDbClient tables, Names names) {
    this.plans = new DynamoTable(tables, names, Table.PLANS);
  }

  @Override
  public Optional<Plan> find(String id) {
    return plans
        .getEventually(plans.key(id))
        .map(DynamoPlanStore::plan)
        .or(() -> Optional.ofNullable(PlanJson.BUILT_IN.get(id)));
  }

  /** All plans. Reads the whole table: there are few. */
  @Override
  public List<Plan> all() {
    Map<String, Plan> all = new TreeMap<>(PlanJson.BUILT_IN);
    plans
        .scan()
        .forEach(item ->
            item.readable(PlanItem.PLAN_ID, DynamoPlanStore::plan)
                .ifPresent(plan -> all.put(plan.id(), plan)));
    return List.copyOf(all.values());
  }

  /** Stores a plan without a condition: the later of two writes wins. */
  @Override
  public void put(Plan plan) {
    plans.put(
        plans.key(plan.id()),
        new Write()
            .set(PlanItem.PRICE, Item.ofNumber(plan.price().minor()))
            .set(PlanItem.CURRENCY, Item.ofText(plan.price().currency()))
            .set(PlanItem.PERIOD, Item.ofText(plan.period().toString()))
            .set(PlanItem.LIVE_SESSIONS, Item.ofNumber(plan.liveSessions()))
            .set(PlanItem.TEST_SESSIONS, Item.ofNumber(plan.testSessions()))
            .set(PlanItem.REQUESTS_PER_MINUTE, Item.ofNumber(plan.fairUse().requestsPerMinute()))
            .set(PlanItem.WAITING_COMMANDS, Item.ofNumber(plan.fairUse().waitingCommands()))
            .set(PlanItem.UPLOADS_PER_DAY, Item.ofNumber(plan.fairUse().uploadsPerDay())));
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
