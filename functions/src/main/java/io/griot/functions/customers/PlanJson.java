package io.griot.functions.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.PlanItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;

/** The JSON form of plans, in the API and in the resource with the built-in plans. */
public final class PlanJson {
  /** The built-in plans, by id. */
  public static final Map<String, Plan> BUILT_IN = builtIn();

  private PlanJson() {}

  public static ObjectNode write(Plan plan) {
    return Json.MAPPER
        .createObjectNode()
        .put(PlanItem.PLAN_ID, plan.id())
        .put(PlanItem.PRICE, plan.price().minor())
        .put(PlanItem.CURRENCY, plan.price().currency())
        .put(PlanItem.PERIOD, plan.period().toString())
        .put(PlanItem.LIVE_SESSIONS, plan.liveSessions())
        .put(PlanItem.TEST_SESSIONS, plan.testSessions())
        .put(PlanItem.REQUESTS_PER_MINUTE, plan.fairUse().requestsPerMinute())
        .put(PlanItem.WAITING_COMMANDS, plan.fairUse().waitingCommands())
        .put(PlanItem.UPLOADS_PER_DAY, plan.fairUse().uploadsPerDay());
  }

  /**
   * Reads a plan in the form of {@link #write}.
   *
   * @throws IllegalArgumentException when it is no valid plan; the message contains the field,
   *     never a value
   */
  public static Plan read(String id, JsonNode fields) {
    return new Plan(
        id,
        price(fields),
        period(fields.path(PlanItem.PERIOD).asText()),
        fields.path(PlanItem.LIVE_SESSIONS).asInt(),
        fields.path(PlanItem.TEST_SESSIONS).asInt(),
        new Plan.FairUse(
            fields.path(PlanItem.REQUESTS_PER_MINUTE).asInt(),
            fields.path(PlanItem.WAITING_COMMANDS).asInt(),
            fields.path(PlanItem.UPLOADS_PER_DAY).asInt()));
  }

  private static Money price(JsonNode fields) {
    try {
      return new Money(
          fields.path(PlanItem.PRICE).asLong(), fields.path(PlanItem.CURRENCY).asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("currency: is not one of ISO 4217", e);
    }
  }

  private static Period period(String text) {
    try {
      return Period.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("period: is not one of ISO 8601, such as P1M", e);
    }
  }

  private static Map<String, Plan> builtIn() {
    try (InputStream json = PlanJson.class.getResourceAsStream("plans.json")) {
      Map<String, Plan> plans = new TreeMap<>();
      for (JsonNode plan : Json.MAPPER.readTree(json)) {
        String id = plan.path(PlanItem.PLAN_ID).asText();
        plans.put(id, read(id, plan));
      }
      return Map.copyOf(plans);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
