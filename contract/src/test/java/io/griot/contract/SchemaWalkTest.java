package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaWalkTest {
  private static final ObjectNode SCHEMA =
      Json.readObject(
          """
          {"properties": {"kind": {"default": "text"}, "to": {"mark": "person"},
            "names": {"items": {"mark": "name"}}},
           "oneOf": [
             {"properties": {"kind": {"const": "text"}, "content": {"mark": "words"}}},
             {"properties": {"kind": {"const": "file"}, "content": {"anyOf": [
               {"mark": "file", "properties": {"data": {"mark": "bytes"}}}, {"mark": "address"}]}}}]}
          """);

  private final List<String> found = new ArrayList<>();

  @Test
  void findsWhatAKeywordSpeaksOfAtAnyDepth() {
    walk("{\"to\": \"a\", \"names\": [\"b\", \"c\"]}");

    assertThat(found).containsExactlyInAnyOrder("person /to", "name /names/0", "name /names/1");
  }

  @Test
  void takesTheAlternativeThatTheValueSays() {
    walk("{\"kind\": \"file\", \"content\": \"x\"}");

    assertThat(found).containsExactly("file /content", "address /content");
  }

  @Test
  void takesTheAlternativeOfTheDefaultWhenTheValueSaysNothing() {
    walk("{\"content\": \"x\"}");

    assertThat(found).containsExactly("words /content");
  }

  @Test
  void takesAllAlternativesWhenNothingSaysWhichIsMeant() {
    ObjectNode open = SCHEMA.deepCopy();
    ((ObjectNode) open.at("/properties/kind")).remove("default");

    assertThat(SchemaWalk.parts(open, Json.readObject("{}"))).hasSize(3);
  }

  @Test
  void doesNotWalkIntoWhatTheVisitorKeeps() {
    walk("{\"kind\": \"file\", \"content\": {\"data\": \"x\"}}");

    assertThat(found).containsExactly("file /content", "address /content");
  }

  private void walk(String value) {
    SchemaWalk.walk(
        SCHEMA,
        Json.readObject(value),
        (part, _, at) -> {
          String mark = part.path("mark").asText();
          if (!mark.isEmpty()) {
            found.add(mark + " " + at);
          }
          return !mark.equals("file");
        });
  }
}
