package io.griot.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Scope;
import io.griot.functions.access.KeyJson;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.access.NewKey;
import io.griot.functions.admin.CustomerRecordStore.Change;
import io.griot.functions.admin.CustomerRecordStore.NewCustomer;
import io.griot.functions.api.ApiCall;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.deletion.DeletionStore;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' operations on customers: create, show, change, suspend and delete. Thread-safe.
 */
public final class AdminCustomers {
  private static final Logger log = LoggerFactory.getLogger(AdminCustomers.class);
  private static final int PAGE = 100;

  /** Fields of requests, by the attributes that they change. */
  private static final Map<String, String> TEXTS =
      Map.of(CustomerItem.NAME, "name", CustomerItem.CONTACT, "contact", CustomerItem.PLAN, "plan");

  private final CustomerRecordStore customers;
  private final DeletionStore deletions;
  private final PlanStore plans;
  private final Keys keys;
  private final Consumer<CustomerId> changed;
  private final InstantSource clock;

  /**
   * @param changed is told whom the operator has suspended or resumed
   */
  public AdminCustomers(
      CustomerRecordStore customers,
      DeletionStore deletions,
      PlanStore plans,
      Keys keys,
      Consumer<CustomerId> changed,
      InstantSource clock) {
    this.customers = customers;
    this.deletions = deletions;
    this.plans = plans;
    this.keys = keys;
    this.changed = changed;
    this.clock = clock;
  }

  Reply create(ApiCall call) {
    ObjectNode fields = call.fields();
    CustomerId id = new CustomerId(fields.path("customerId").asText());
    Instant now = Instant.ofEpochMilli(clock.millis());
    requirePlan(fields);
    List<NewKey> first =
        kinds(fields).stream()
            .map(kind -> keys.make(KeyOrder.of(id, kind, Scope.ALL).labelled("first")))
            .toList();
    boolean created =
        customers.create(
            new NewCustomer(id, now, change(fields)), first.stream().map(NewKey::stored).toList());
    if (!created) {
      throw exists(id);
    }
    log.atInfo().addKeyValue("customerId", id).log("customer.created");
    ObjectNode answer = answer(find(id));
    ArrayNode shown = answer.putArray("keys");
    first.forEach(key -> shown.add(KeyJson.json(key, now)));
    return Reply.json(200, answer);
  }

  /**
   * The failure for an id that is taken. A deleted customer keeps the id, because what is left of
   * them, in the ledger for example, refers to it.
   */
  private ApiFailure exists(CustomerId id) {
    boolean wasDeleted = customers.find(id).flatMap(CustomerRecord::deletion).isPresent();
    return wasDeleted
        ? new ApiFailure(
            FailureCode.CUSTOMER_EXISTS,
            FailureCode.CUSTOMER_EXISTS.text()
                + ": the customer of this id was deleted, and nobody gets the id again")
        : new ApiFailure(FailureCode.CUSTOMER_EXISTS);
  }

  /** Requires that the plan exists, either stored or built in. */
  private void requirePlan(ObjectNode fields) {
    String plan = fields.path("plan").asText("");
    if (fields.path("plan").isTextual() && plans.find(plan).isEmpty()) {
      throw new ApiFailure(FailureCode.INVALID_FIELD, "plan: there is no such plan");
    }
  }

  private static List<Environment> kinds(ObjectNode fields) {
    return fields.path("keys").isArray()
        ? fields
            .path("keys")
            .valueStream()
            .map(kind -> Environment.valueOf(kind.asText().toUpperCase(Locale.ROOT)))
            .distinct()
            .toList()
        : List.of(Environment.values());
  }

  Reply list(ApiCall call) {
    ObjectNode fields = call.fields();
    CustomerRecordStore.Page page =
        customers.page(
            fields.path("limit").asInt(PAGE),
            Optional.of(fields.path("after"))
                .filter(JsonNode::isTextual)
                .map(id -> new CustomerId(id.asText())));
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode shown = answer.putArray("customers");
    page.customers().forEach(customer -> shown.add(json(customer)));
    answer.put("next", page.last().map(CustomerId::value).orElse(null));
    return Reply.json(200, answer);
  }

  Reply show(ApiCall call) {
    return Reply.json(200, answer(find(id(call))));
  }

  Reply change(ApiCall call) {
    requirePlan(call.fields());
    return after(call, customers.change(id(call), change(call.fields())), "customer.changed");
  }

  Reply suspend(ApiCall call) {
    return steered(call, customers.suspend(id(call), clock.instant()), "customer.suspended");
  }

  Reply resume(ApiCall call) {
    return steered(call, customers.resume(id(call)), "customer.resumed");
  }

  /**
   * Begins to delete a customer, and shows the progress. A repeated request shows the progress
   * again; the supervisor carries the deletion out.
   */
  Reply delete(ApiCall call) {
    CustomerId id = id(call);
    Deletion deletion =
        deletions
            .begin(id, clock.instant())
            .orElseThrow(() -> new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND));
    log.atInfo()
        .addKeyValue("customerId", id)
        .addKeyValue("done", deletion.isDone())
        .log("customer.deletion_asked");
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer.set("deletion", CustomerJson.json(id.value(), deletion));
    return Reply.json(200, answer);
  }

  private Reply steered(ApiCall call, boolean done, String event) {
    if (done) {
      changed.accept(id(call));
    }
    return after(call, done, event);
  }

  private Reply after(ApiCall call, boolean done, String event) {
    if (!done) {
      throw new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND);
    }
    log.atInfo().addKeyValue("customerId", id(call)).log(event);
    return show(call);
  }

  /**
   * The customer in the path.
   *
   * @throws ApiFailure {@code CUSTOMER_NOT_FOUND} when none has that id, or the customer was
   *     deleted
   */
  CustomerId existing(ApiCall call) {
    return record(call).id();
  }

  /** As {@link #existing}, with the stored record. */
  CustomerRecord record(ApiCall call) {
    CustomerRecord customer = find(id(call));
    if (customer.deletion().isPresent()) {
      throw new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND);
    }
    return customer;
  }

  private CustomerRecord find(CustomerId id) {
    return customers.find(id).orElseThrow(() -> new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND));
  }

  /** Reads the id from the path; a text that is no id belongs to no customer. */
  private static CustomerId id(ApiCall call) {
    String id = call.parameter("customerId");
    if (!CustomerId.isValid(id)) {
      throw new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND);
    }
    return new CustomerId(id);
  }

  private static Change change(ObjectNode fields) {
    Map<String, Optional<String>> texts = new HashMap<>();
    TEXTS.forEach((attribute, field) -> {
      if (fields.has(field)) {
        texts.put(
            attribute,
            Optional.of(fields.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText));
      }
    });
    Map<Environment, OptionalLong> quotas = new EnumMap<>(Environment.class);
    for (Environment environment : Environment.values()) {
      JsonNode quota = fields.path(CustomerItem.quotaOf(environment));
      if (!quota.isMissingNode()) {
        quotas.put(
            environment,
            quota.isNumber() ? OptionalLong.of(quota.longValue()) : OptionalLong.empty());
      }
    }
    return new Change(texts, quotas);
  }

  private ObjectNode answer(CustomerRecord customer) {
    return Json.MAPPER.createObjectNode().put("success", true).set("customer", json(customer));
  }

  /** The customer as operators see them. */
  ObjectNode json(CustomerRecord customer) {
    return CustomerJson.json(customer, plans.named(customer.plan()), clock.instant());
  }
}
