package io.griot.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import java.io.IOException;

/** The API refused the call; the message is the API's own, with the status. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(AdminApi.Answer answer) {
    super(error(answer) + " (" + answer.status() + ")");
  }

  private static String error(AdminApi.Answer answer) {
    try {
      JsonNode body = Json.MAPPER.readTree(answer.text());
      return body.path("error").asText(body.path("message").asText("refused"));
    } catch (IOException e) {
      return "refused";
    }
  }
}
