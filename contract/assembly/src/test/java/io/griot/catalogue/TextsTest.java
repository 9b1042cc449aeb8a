package io.griot.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class TextsTest {
  private static final String DOCUMENT =
      """
      components:
        schemas:
          Message:
            properties:
              id: {type: string}
              body: {type: string, description: What it says.}
          Chat:
            properties:
              id: {type: string}
      """;

  private static ObjectNode yaml(String text) throws IOException {
    return (ObjectNode) new YAMLMapper().readTree(text);
  }

  private static JsonNode completed(String fields, String french) throws IOException {
    ObjectNode document = yaml(DOCUMENT);
    Texts.complete(document, yaml(fields), yaml(french));
    return document.at("/components/schemas");
  }

  @Test
  void describesAFieldByItsNameWhereverItStands() throws IOException {
    JsonNode schemas = completed("id: [Its id., Son identifiant.]", "What it says.: Ce qu'il dit.");

    assertThat(schemas.at("/Message/properties/id/description").asText()).isEqualTo("Its id.");
    assertThat(schemas.at("/Chat/properties/id/x-description-fr").asText())
        .isEqualTo("Son identifiant.");
  }

  @Test
  void prefersTheNameWithItsSchema() throws IOException {
    JsonNode schemas =
        completed(
            "{id: [Its id., Id.], Chat.id: [The chat., La discussion.]}",
            "What it says.: Ce qu'il dit.");

    assertThat(schemas.at("/Chat/properties/id/description").asText()).isEqualTo("The chat.");
    assertThat(schemas.at("/Message/properties/id/description").asText()).isEqualTo("Its id.");
  }

  @Test
  void givesADescriptionItsFrench() throws IOException {
    JsonNode body =
        completed("id: [Its id., Id.]", "What it says.: Ce qu'il dit.")
            .at("/Message/properties/body");

    assertThat(body.path("description").asText()).isEqualTo("What it says.");
    assertThat(body.path("x-description-fr").asText()).isEqualTo("Ce qu'il dit.");
  }

  @Test
  void refusesATextThatNothingNeeds() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> completed("{id: [Its id., Id.], gone: [a, b]}", "What it says.: Ce qu'il dit."))
        .withMessageContaining("gone");
  }
}
