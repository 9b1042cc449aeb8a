package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events read from the log. */
@ExtendWith(StageExtension.class)
class EventLogContractE2E {
  @Test
  @Exercises("eventsGet")
  void hasWhatHappensFromTheFirstReadingOn(Stage stage) {
    String cursor = end(stage);
    try (Phone phone = stage.newPhone("Writes to the log")) {
      String id = phone.write(stage.shop.id(), "Into the log");

      JsonNode event = await(stage, cursor, it -> isMessage(it, id));
      assertThat(event.at("/data/message/body").asText()).isEqualTo("Into the log");
      assertThat(event.path("sessionId").asText()).isEqualTo(Stage.SESSION);
      assertThat(Instant.parse(event.path("at").asText())).isBefore(Instant.now());
    }
  }

  @Test
  @Exercises("webhookReplay")
  void putsOnTheWayWhatTheLogHas(Stage stage) {
    String cursor = end(stage);
    Instant from = Instant.now();
    try (Phone phone = stage.newPhone("Says it again")) {
      String id = phone.write(stage.shop.id(), "Again, please");
      await(stage, cursor, it -> isMessage(it, id));
    }
    ObjectNode replay =
        stage.call(
            "webhookReplay",
            Map.of("from", from.toString(), "until", Instant.now().plusSeconds(1).toString()));

    assertThat(replay.path("events").asInt()).isPositive();
    assertThat(replay.path("next").isNull()).isTrue();
  }

  @Test
  @Exercises(value = "eventsGet", failures = FailureCode.SESSION_NOT_FOUND)
  void readsOfNoUnknownSession(Stage stage) {
    fails("eventsGet", stage.api.get("/events?sessionId=nobody"));
  }

  @Test
  @Exercises(value = "webhookReplay", failures = FailureCode.SESSION_NOT_FOUND)
  void repeatsNothingOfAnUnknownSession(Stage stage) {
    String fields =
        "{\"from\":\"2026-01-31T09:00:00Z\",\"until\":\"2026-01-31T10:00:00Z\","
            + "\"sessionId\":\"nobody\"}";
    fails("webhookReplay", stage.api.send("POST", "/webhook/replay", fields, Map.of()));
  }

  @Test
  @Exercises(value = "webhookReplay", failures = FailureCode.INVALID_FIELD)
  void wantsATimeThatBeginsBeforeItEnds(Stage stage) {
    Map<String, String> fields =
        Map.of("from", "2026-01-31T10:00:00Z", "until", "2026-01-31T09:00:00Z");

    assertThat(stage.fails("webhookReplay", FailureCode.INVALID_FIELD, fields))
        .isEqualTo("until: must be later than from");
  }

  private static void fails(String operation, Answer answer) {
    Operation wanted = Documented.operation(operation);
    Documented.assertFailure(wanted, FailureCode.SESSION_NOT_FOUND, answer.status(), answer.text());
  }

  private static boolean isMessage(JsonNode event, String id) {
    return event.path("dataType").asText().equals("message")
        && event.at("/data/message/id/id").asText().equals(id);
  }

  private static String end(Stage stage) {
    String cursor = "";
    while (true) {
      JsonNode page = page(stage, cursor, 0);
      if (page.path("events").isEmpty()) {
        return page.path("cursor").asText();
      }
      cursor = page.path("cursor").asText();
    }
  }

  private static JsonNode page(Stage stage, String cursor, int wait) {
    String query = "/events?wait=" + wait + (cursor.isEmpty() ? "" : "&after=" + cursor);
    Answer answer = stage.api.get(query);
    Documented.assertSuccess(Documented.operation("eventsGet"), answer);
    return answer.body();
  }

  private static JsonNode await(Stage stage, String from, Predicate<JsonNode> wanted) {
    String cursor = from;
    for (int pages = 0; pages < 30; pages++) {
      JsonNode page = page(stage, cursor, 20);
      cursor = page.path("cursor").asText();
      var found =
          StreamSupport.stream(page.path("events").spliterator(), false).filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new AssertionError("no such event");
  }
}
