package io.griot.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.admin.CustomerRecordStore.Change;
import io.griot.functions.api.ApiCall;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.fairuse.Limits;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' operations on a customer's own limits, which replace those of the plan.
 * Thread-safe.
 */
public final class AdminLimits {
  private static final Logger log = LoggerFactory.getLogger(AdminLimits.class);

  /** The names of the limits, in items and requests alike. */
  private static final List<String> NAMES =
      List.of(
          "requestsPerMinute",
          "sessionRequestsPerMinute",
          "waitingRequests",
          "waitingCommands",
          "sessionWaitingCommands",
          "uploadsPerDay",
          "eventWaitSeconds",
          "replayedEventsPerDay");

  private final CustomerRecordStore customers;
  private final AdminCustomers admin;
  private final PlanStore plans;
  private final InstantSource clock;

  public AdminLimits(
      CustomerRecordStore customers, AdminCustomers admin, PlanStore plans, InstantSource clock) {
    this.customers = customers;
    this.admin = admin;
    this.plans = plans;
    this.clock = clock;
  }

  /** Sets the limits in the request, and answers with all. */
  Reply set(ApiCall call) {
    CustomerId id = admin.existing(call);
    ObjectNode fields = call.fields();
    Change sessions = new Change(Map.of(), sessions(fields));
    Map<String, OptionalLong> rest = named(fields);
    boolean done =
        (sessions.isNothing() || customers.change(id, sessions))
            && (rest.isEmpty() || customers.limit(id, rest));
    if (!done) {
      throw new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND);
    }
    log.atInfo().addKeyValue("customerId", id).log("customer.limited");
    CustomerRecord now =
        customers.find(id).orElseThrow(() -> new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND));
    return Reply.json(200, json(now));
  }

  private static Map<Environment, OptionalLong> sessions(ObjectNode fields) {
    Map<Environment, OptionalLong> quotas = new EnumMap<>(Environment.class);
    for (Environment environment : Environment.values()) {
      JsonNode quota = fields.path(CustomerItem.sessionsOf(environment));
      if (!quota.isMissingNode()) {
        quotas.put(environment, number(quota));
      }
    }
    return quotas;
  }

  private static Map<String, OptionalLong> named(ObjectNode fields) {
    Map<String, OptionalLong> limits = new HashMap<>();
    NAMES.stream().filter(fields::has).forEach(name -> limits.put(name, number(fields.path(name))));
    return limits;
  }

  private static OptionalLong number(JsonNode value) {
    return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  private ObjectNode json(CustomerRecord customer) {
    Plan plan = plans.named(customer.plan());
    Limits limits = Limits.STANDARD.with(plan.fairUse()).with(customer.limits());
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ObjectNode shown = answer.putObject("limits");
    for (Environment environment : Environment.values()) {
      shown.put(
          CustomerItem.sessionsOf(environment),
          customer.account().allowed(environment, plan, clock.instant()));
    }
    shown
        .put("requestsPerMinute", limits.requestsPerMinute())
        .put("sessionRequestsPerMinute", limits.sessionRequestsPerMinute())
        .put("waitingRequests", limits.waitingRequests())
        .put("waitingCommands", limits.waitingCommands())
        .put("sessionWaitingCommands", limits.sessionWaitingCommands())
        .put("uploadsPerDay", limits.uploadsPerDay())
        .put("eventWaitSeconds", limits.eventWaitSeconds())
        .put("replayedEventsPerDay", limits.replayedEventsPerDay());
    ArrayNode own = answer.putArray("own");
    for (Environment environment : Environment.values()) {
      if (customer.account().quotas().containsKey(environment)) {
        own.add(CustomerItem.sessionsOf(environment));
      }
    }
    NAMES.stream().filter(customer.limits()::containsKey).forEach(own::add);
    return answer;
  }
}
