package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API's description, for programs and for people. */
@ExtendWith(StageExtension.class)
class DocsContractE2E {

  @Test
  @Exercises("openApi")
  void describesTheApiInBothLanguages(Stage stage) {
    JsonNode english = stage.call("openApi", Map.of("lang", "en"));
    JsonNode french = stage.call("openApi", Map.of("lang", "fr"));

    String description = "/paths/~1client~1sendMessage~1{sessionId}/post/description";
    assertThat(english.at(description).asText()).startsWith("Sends one message");
    assertThat(french.at(description).asText()).startsWith("Envoie un message");
    assertThat(french.path("paths")).hasSameSizeAs(english.path("paths"));
  }

  @Test
  @Exercises("apiDocs")
  void speaksFrenchToAFrenchBrowser(Stage stage) {
    assertThat(page(stage, "fr-CM,fr;q=0.9,en;q=0.5")).contains("<html lang=\"fr\">");
    assertThat(page(stage, "en-GB,fr;q=0.5")).contains("<html lang=\"en\">");
    assertThat(page(stage, "no language;q=x")).contains("<html lang=\"en\">");
  }

  @Test
  @Exercises("apiDocsAsset")
  void loadsNothingFromElsewhere(Stage stage) {
    String page = page(stage, "en");
    for (String asset : new String[] {"redoc.js", "start.js", "style.css"}) {
      assertThat(page).contains("\"/api-docs/" + asset + "\"");
      Answer answer = stage.api.get("/api-docs/" + asset);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isNotEmpty();
    }
    assertThat(page).doesNotContain("http://", "https://");
  }

  @Test
  @Exercises(value = "apiDocsAsset", failures = FailureCode.ROUTE_NOT_FOUND)
  void hasNoOtherFiles(Stage stage) {
    stage.fails("apiDocsAsset", FailureCode.ROUTE_NOT_FOUND, Map.of("asset", "package-info.class"));
  }

  /** It is the same for everybody: what it shows, it asks for with the key that it is given. */
  @Test
  @Exercises("console")
  void servesTheConsoleToAnybody(Stage stage) {
    ObjectNode none = Json.MAPPER.createObjectNode();
    assertThat(stage.send(Documented.operation("console"), none).status()).isEqualTo(200);
    assertThat(page(stage, "/console", "fr-SN")).contains("<html lang=\"fr\">", "/web/console.js");
  }

  private static String page(Stage stage, String languages) {
    ObjectNode none = Json.MAPPER.createObjectNode();
    assertThat(stage.send(Documented.operation("apiDocs"), none).status()).isEqualTo(200);
    return page(stage, "/api-docs", languages);
  }

  private static String page(Stage stage, String path, String languages) {
    return stage.api.send("GET", path, null, Map.of("accept-language", languages)).text();
  }
}
