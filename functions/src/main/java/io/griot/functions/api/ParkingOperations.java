package io.griot.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.ParkSettings;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionChanges;
import java.time.Duration;
import java.util.Optional;

/** Customers' settings for when their sessions are parked. Thread-safe. */
public final class ParkingOperations {
  private final SessionChanges changes;

  public ParkingOperations(SessionChanges changes) {
    this.changes = changes;
  }

  Reply get(ApiCall call) {
    return reply(call.session().session());
  }

  /** {@code null} is never; what the request leaves out is the plan's again. */
  Reply set(ApiCall call) {
    ObjectNode fields = call.fields();
    JsonNode park = fields.path("park");
    boolean isOwn = fields.has("park");
    Session session = call.session().session();
    return reply(changes.park(session, settings(park), isOwn));
  }

  private static Optional<ParkSettings> settings(JsonNode park) {
    if (!park.isObject()) {
      return Optional.empty();
    }
    ParkSettings settings =
        new ParkSettings(
            duration(park.path("afterIdle").asText()), duration(park.path("wakeEvery").asText()));
    if (!settings.isAllowed()) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD,
          "park: afterIdle is from 5m to 24h, wakeEvery from 30m to 72h");
    }
    return Optional.of(settings);
  }

  /** A number and a unit, as the schema has them. */
  private static Duration duration(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'd' -> Duration.ofDays(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private static String text(Duration duration) {
    return duration.toMinutesPart() == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
  }

  private static Reply reply(Session session) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ObjectNode shown = answer.putObject("settings");
    Optional<ParkSettings> park = session.parking().settings();
    if (park.isEmpty()) {
      shown.putNull("park");
    } else {
      shown
          .putObject("park")
          .put("afterIdle", text(park.get().afterIdle()))
          .put("wakeEvery", text(park.get().wakeEvery()));
    }
    shown.put("parkIsOwn", session.parking().isOwn());
    return Reply.json(200, answer);
  }
}
