package io.griot.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Pace;
import io.griot.contract.SendingItem;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.sending.QuietHours;
import io.griot.functions.sending.SendingGovernor;
import io.griot.functions.sending.SendingSettings;
import io.griot.functions.sending.SendingState;
import io.griot.functions.sending.SendingStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** What customers set of how their sessions send. Thread-safe. */
public final class SendingOperations {
  private final SendingStore sendings;
  private final SendingGovernor governor;

  public SendingOperations(SendingStore sendings, SendingGovernor governor) {
    this.sendings = sendings;
    this.governor = governor;
  }

  Reply get(ApiCall call) {
    SendingSettings settings =
        sendings.find(scope(call)).map(SendingState::settings).orElse(SendingSettings.NONE);
    return reply(call, settings);
  }

  Reply set(ApiCall call) {
    ObjectNode fields = call.fields();
    SendingSettings wanted =
        new SendingSettings(
            number(fields, "intervalMillis").map(Duration::ofMillis),
            number(fields, "burst"),
            number(fields, "newPeoplePerDay"),
            fields.path("warmUp").asBoolean(),
            hours(fields.path("quietHours")),
            zone(fields.path("timeZone").asText("")),
            Optional.of(fields.path("stopOnRestriction"))
                .filter(JsonNode::isBoolean)
                .map(JsonNode::asBoolean));
    return reply(call, sendings.set(scope(call), wanted).settings());
  }

  Reply reset(ApiCall call) {
    return reply(call, sendings.set(scope(call), SendingSettings.NONE).settings());
  }

  private static String scope(ApiCall call) {
    return SendingItem.ofSession(call.session().session().id(), call.caller().environment());
  }

  private static Optional<Integer> number(ObjectNode fields, String name) {
    JsonNode value = fields.path(name);
    return value.isNumber() ? Optional.of(value.asInt()) : Optional.empty();
  }

  private static Optional<QuietHours> hours(JsonNode hours) {
    return hours.isObject()
        ? Optional.of(
            new QuietHours(
                LocalTime.parse(hours.path("from").asText()),
                LocalTime.parse(hours.path("to").asText())))
        : Optional.empty();
  }

  private static ZoneId zone(String name) {
    if (name.isEmpty()) {
      return SendingSettings.NONE.zone();
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new ApiFailure(FailureCode.INVALID_FIELD, "timeZone: is not in the tz database");
    }
  }

  private Reply reply(ApiCall call, SendingSettings settings) {
    Pace pace = settings.pace(governor.pace(call.caller().sending()));
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ObjectNode shown = answer.putObject("sending");
    shown.put("intervalMillis", pace.interval().toMillis()).put("burst", pace.burst());
    shown.put(
        "stopOnRestriction",
        settings.stopOnRestriction().orElse(call.caller().sending().stopOnRestriction()));
    shown.put("newPeoplePerDay", settings.newPeoplePerDay().orElse(null));
    shown.put("warmUp", settings.warmUp());
    shown.putNull("quietHours");
    settings
        .quietHours()
        .ifPresent(hours ->
            shown
                .putObject("quietHours")
                .put("from", hours.from().toString())
                .put("to", hours.to().toString()));
    shown.put(
        "timeZone",
        settings.zone().equals(SendingSettings.NONE.zone()) ? "UTC" : settings.zone().getId());
    return Reply.json(200, answer);
  }
}
