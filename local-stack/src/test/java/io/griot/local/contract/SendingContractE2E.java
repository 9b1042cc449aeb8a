package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The send settings of a session. PaceE2E and ApiIT test their effect. */
@ExtendWith(StageExtension.class)
class SendingContractE2E {
  @Test
  @Exercises({"sendingGet", "sendingSet", "sendingReset"})
  void keepsWhatIsSetUntilItIsReset(Stage stage) {
    JsonNode plan = stage.call("sendingGet", Map.of()).path("sending");
    Map<String, Object> wanted =
        Map.of(
            "intervalMillis",
            1,
            "burst",
            1000,
            "stopOnRestriction",
            false,
            "newPeoplePerDay",
            50,
            "warmUp",
            true,
            "quietHours",
            Map.of("from", "21:00", "to", "07:00"),
            "timeZone",
            "Africa/Ouagadougou");

    JsonNode set = stage.call("sendingSet", wanted).path("sending");
    try {
      assertThat(set.path("intervalMillis").asInt()).isEqualTo(1);
      assertThat(set.path("burst").asInt()).isEqualTo(1000);
      assertThat(set.path("stopOnRestriction").asBoolean(true)).isFalse();
      assertThat(plan.path("stopOnRestriction").asBoolean()).isTrue();
      assertThat(set.path("newPeoplePerDay").asInt()).isEqualTo(50);
      assertThat(set.path("warmUp").asBoolean()).isTrue();
      assertThat(set.at("/quietHours/from").asText()).isEqualTo("21:00");
      assertThat(set.at("/quietHours/to").asText()).isEqualTo("07:00");
      assertThat(set.path("timeZone").asText()).isEqualTo("Africa/Ouagadougou");
      assertThat(stage.call("sendingGet", Map.of()).path("sending")).isEqualTo(set);

      JsonNode part = stage.call("sendingSet", Map.of("burst", 30)).path("sending");
      assertThat(part.path("burst").asInt()).isEqualTo(30);
      assertThat(part.path("intervalMillis")).isEqualTo(plan.path("intervalMillis"));
      assertThat(part.path("quietHours").isNull()).isTrue();
    } finally {
      assertThat(stage.call("sendingReset", Map.of()).path("sending")).isEqualTo(plan);
    }
    assertThat(stage.call("sendingGet", Map.of()).path("sending")).isEqualTo(plan);
  }

  @Test
  @Exercises(value = "sendingSet", failures = FailureCode.INVALID_FIELD)
  void refusesTimesAndZonesThatThereAreNot(Stage stage) {
    Map<String, Object> zone = Map.of("timeZone", "Africa/Atlantis");
    Map<String, Object> hours = Map.of("quietHours", Map.of("from", "25:00", "to", "07:00"));

    assertThat(stage.fails("sendingSet", FailureCode.INVALID_FIELD, zone)).startsWith("timeZone");
    assertThat(stage.fails("sendingSet", FailureCode.INVALID_FIELD, hours))
        .startsWith("quietHours");
  }
}
