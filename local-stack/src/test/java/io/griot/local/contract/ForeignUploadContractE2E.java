package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Runs;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cell of {@link IsolationMatrixIT} that needs a session's host: every operation that takes an
 * upload, with another customer's upload. It must look like an upload that never existed.
 */
@ExtendWith(StageExtension.class)
class ForeignUploadContractE2E {
  private static final String UNKNOWN = "a".repeat(26);

  static Stream<Operation> takingUploads() {
    return Documented.customers()
        .filter(operation -> operation.runs() == Runs.PAGE)
        .filter(operation ->
            operation
                .requestSchema()
                .filter(schema -> !schema.findValues("mediaId").isEmpty())
                .isPresent());
  }

  @ParameterizedTest
  @MethodSource("takingUploads")
  void takesAnothersUploadForNone(Operation operation, Stage stage) throws Exception {
    String foreign;
    try (ApiClient other = stage.customer("uploader")) {
      foreign = uploaded(other);
    }

    Answer answer = send(stage, operation, foreign);
    Answer unknown = send(stage, operation, UNKNOWN);

    assertThat(answer.text())
        .as("%s × another customer's upload", operation)
        .contains("mediaId: nothing was uploaded under this id")
        .isEqualTo(unknown.text());
    assertThat(answer.status()).isEqualTo(unknown.status());
  }

  /** The places of an upload in requests. A new place needs a line here. */
  private static List<ObjectNode> places(String id) {
    Map<String, String> upload = Map.of("mediaId", id);
    return List.of(
        Stage.fields(upload),
        Stage.fields(Map.of("contentType", "MessageMedia", "content", upload)),
        Stage.fields(Map.of("options", Map.of("picture", upload))),
        Stage.fields(Map.of("newProfilePictureMedia", upload)).putNull("newProfilePictureUrl"));
  }

  private static Answer send(Stage stage, Operation operation, String id) {
    List<String> said = new ArrayList<>();
    for (ObjectNode place : places(id)) {
      ObjectNode fields = Documented.exampleRequest(operation).deepCopy();
      fields.setAll(place);
      Answer answer = stage.send(operation, fields);
      if (answer.text().contains("mediaId")) {
        return answer;
      }
      said.add(answer.text());
    }
    throw new AssertionError("%s: no upload is looked at: %s".formatted(operation, said));
  }

  private static String uploaded(ApiClient api) throws Exception {
    byte[] file = SampleFiles.png(20, 20);
    Answer place =
        api.post("/media", Stage.fields(Map.of("mimetype", "image/png", "filesize", file.length)));
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(place.body().path("url").asText()))
            .timeout(Duration.ofSeconds(90))
            .header("content-type", "image/png")
            .PUT(BodyPublishers.ofByteArray(file))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
    return place.body().path("mediaId").asText();
  }
}
