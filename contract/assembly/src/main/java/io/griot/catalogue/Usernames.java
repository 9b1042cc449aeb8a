package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds a username beside every phone number of a person: {@code username} beside {@code
 * phoneNumber}, {@code fromUsername} beside {@code fromNumber}. Optional, because few people have
 * one.
 */
final class Usernames {
  private static final String NUMBER = "#/components/schemas/PhoneNumber";
  private static final String USERNAME = "#/components/schemas/Username";

  private Usernames() {}

  static void complete(JsonNode node) {
    node.forEach(Usernames::complete);
    if (node.path("properties") instanceof ObjectNode properties) {
      Map<String, JsonNode> members = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> member : properties.properties()) {
        members.put(member.getKey(), member.getValue());
        if (member.getValue().path("$ref").asText().equals(NUMBER)) {
          members.put(beside(member.getKey()), properties.objectNode().put("$ref", USERNAME));
        }
      }
      properties.removeAll();
      properties.setAll(members);
    }
  }

  private static String beside(String number) {
    return number.equals("phoneNumber") ? "username" : number.replaceAll("Number$", "Username");
  }
}
