package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every part of an operation or event has a description in English and in French. */
class TextsTest {
  private static final JsonPointer PATHS = JsonPointer.compile("/paths");
  private static final JsonPointer WEBHOOKS = JsonPointer.compile("/webhooks");

  private static final Set<String> DESCRIBED =
      Set.of("properties", "parameters", "responses", "headers");

  private static final Set<String> DATA =
      Set.of("example", "examples", "default", "const", "enum", "x-codeSamples");

  private final JsonNode english;
  private final JsonNode french;

  /** The parts that need a description, as pointers into the document. */
  private final Set<JsonPointer> described = new LinkedHashSet<>();

  private final Set<JsonPointer> seen = new LinkedHashSet<>();

  TextsTest() throws IOException {
    english = Json.MAPPER.readTree(Catalogue.document(false));
    french = Json.MAPPER.readTree(Catalogue.document(true));
  }

  @Test
  void describesEveryFieldParameterAndAnswerInBothLanguages() {
    find(PATHS);
    find(WEBHOOKS);

    assertThat(described).hasSizeGreaterThan(1000);
    assertThat(described)
        .filteredOn(part -> text(english, part).isBlank())
        .as("without a description: add one beside it, or in fields.yaml")
        .isEmpty();
    assertThat(described)
        .filteredOn(part -> text(french, part).equals(text(english, part)))
        .as("without French: add it beside the description, or in french.yaml")
        .isEmpty();
  }

  /** Visits a part and everything that it refers to. */
  private void find(JsonPointer at) {
    if (!seen.add(at)) {
      return;
    }
    JsonNode node = english.at(at);
    if (node.has("$ref")) {
      find(target(node));
    }
    boolean named = !at.matches() && at.last().getMatchingProperty().equals("properties");
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonPointer place = at.appendProperty(member.getKey());
      if (!named && DESCRIBED.contains(member.getKey())) {
        parts(member.getValue(), place);
      }
      if (named || !DATA.contains(member.getKey())) {
        find(place);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      find(at.appendIndex(i));
    }
  }

  private void parts(JsonNode holder, JsonPointer at) {
    holder.properties().forEach(part -> described.add(at.appendProperty(part.getKey())));
    for (int i = 0; holder.isArray() && i < holder.size(); i++) {
      described.add(at.appendIndex(i));
    }
  }

  /** The description of a part, or of its reference's target. */
  private static String text(JsonNode document, JsonPointer part) {
    JsonNode node = document.at(part);
    JsonNode described =
        node.has("description") || !node.has("$ref") ? node : document.at(target(node));
    return described.path("description").asText();
  }

  private static JsonPointer target(JsonNode reference) {
    return JsonPointer.compile(reference.path("$ref").asText().substring(1));
  }
}
