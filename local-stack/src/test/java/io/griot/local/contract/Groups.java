package io.griot.local.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.client.Phone;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Groups for tests, and how phones see them. */
final class Groups {
  private Groups() {}

  /**
   * Creates a group of the session's account and others through the API.
   *
   * @return its id
   */
  static String make(Stage stage, String name, Phone... others) {
    return stage
        .call("clientCreateGroup", Map.of("name", name, "participants", numbers(others)))
        .at("/response/gid/_serialized")
        .asText();
  }

  /**
   * Creates a group on a phone.
   *
   * @return its id
   */
  static String makeOn(Phone owner, String subject, Phone... others) {
    return owner
        .ask(
            "POST",
            "/groups",
            Stage.fields(Map.of("subject", subject, "participants", numbers(others))))
        .path("id")
        .asText();
  }

  private static List<String> numbers(Phone... phones) {
    return Arrays.stream(phones).map(Phone::number).toList();
  }

  /** The group as a phone shows it. */
  static JsonNode seen(Phone phone, String group) {
    return phone.ask("GET", "/groups/" + group, null);
  }

  /** The phone-number ids of a group's members, as a phone shows it. */
  static List<String> numbers(JsonNode seen) {
    return seen.path("members").valueStream().map(one -> one.path("pn").asText()).toList();
  }

  /** A phone's owner follows an invite code. */
  static JsonNode join(Phone phone, String code) {
    return phone.ask("POST", "/join", Stage.fields(Map.of("code", code)));
  }

  static Map<String, Object> map(ObjectNode fields) {
    return Json.MAPPER.convertValue(fields, new TypeReference<>() {});
  }
}
