package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The document's descriptions of failures must equal the answers, by code. */
class FailureCodeTest {

  @Test
  void hasTheStatusAndTheTextThatTheDocumentSays() throws Exception {
    JsonNode document = Json.MAPPER.readTree(Catalogue.operatorsDocument());
    Map<String, String> documented = new TreeMap<>();
    for (Map.Entry<String, JsonNode> error : document.path("x-errors").properties()) {
      JsonNode meaning = error.getValue();
      documented.put(
          error.getKey(), meaning.path("status").asInt() + " " + meaning.path("error").asText());
    }

    Map<String, String> answered = new TreeMap<>();
    Arrays.stream(FailureCode.values())
        .forEach(code -> answered.put(code.name(), code.httpStatus() + " " + code.text()));
    assertThat(documented).isEqualTo(answered);
  }
}
