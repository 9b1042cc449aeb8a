package io.griot.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Pace;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.sending.QuietHours;
import io.griot.functions.sending.SendingGovernor;
import io.griot.functions.sending.SendingSettings;
import io.griot.functions.session.Session;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** The operations on a session's send settings. Thread-safe. */
public final class SendingOperations {
  private final SendingGovernor governor;

  public SendingOperations(SendingGovernor governor) {
    this.governor = governor;
  }

  Reply get(ApiCall call) {
    return reply(call, governor.settings(session(call)));
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
    return set(call, wanted);
  }

  Reply reset(ApiCall call) {
    return set(call, SendingSettings.NONE);
  }

  private Reply set(ApiCall call, SendingSettings wanted) {
    return reply(call, governor.set(session(call), call.caller().sending(), wanted));
  }

  private static Session session(ApiCall call) {
    return call.session().session();
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
