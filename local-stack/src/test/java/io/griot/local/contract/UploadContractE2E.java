package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that are uploaded before use. */
@ExtendWith(StageExtension.class)
class UploadContractE2E {

  @Test
  @Exercises({"mediaUpload", "clientSendMessage"})
  void sendsALargeUploadAsADocumentMoreThanOnce(Stage stage) throws Exception {
    byte[] catalogue = SampleFiles.noise(20_000_000);
    String id = uploaded(stage, "application/zip", catalogue);

    for (String name : new String[] {"First", "Second"}) {
      Phone reader = stage.newPhone(name);
      ObjectNode content = Stage.fields(Map.of("mediaId", id, "filename", "catalogue.zip"));
      JsonNode message = send(stage, reader, content).path("message");

      assertThat(message.path("type").asText()).isEqualTo("document");
      JsonNode shown = reader.conversation(stage.shop.lid()).getLast();
      assertThat(shown.at("/attributes/filename").asText()).isEqualTo("catalogue.zip");
      assertThat(shown.at("/attributes/mimetype").asText()).isEqualTo("application/zip");
      assertThat(reader.file(stage.shop.lid(), shown.path("id").asText())).isEqualTo(catalogue);
    }
  }

  @Test
  @Exercises({
    "clientSendMessage",
    "clientSetProfilePicture",
    "groupChatSetPicture",
    "clientCreateChannel"
  })
  void takesAnUploadWhereverMediaIsWanted(Stage stage) throws Exception {
    Phone reader = stage.newPhone("Sees uploads");
    String id = uploaded(stage, "image/png", SampleFiles.png(300, 300));

    Map<String, ?> captioned =
        Map.of(
            "chatId",
            reader.id(),
            "contentType",
            "string",
            "content",
            "Our new bag",
            "options",
            Map.of("media", Map.of("mediaId", id)));
    assertThat(stage.call("clientSendMessage", captioned).at("/message/type").asText())
        .isEqualTo("image");
    assertThat(
            stage.call("clientSetProfilePicture", Map.of("mediaId", id)).path("result").asBoolean())
        .isTrue();
    Map<String, ?> members = Map.of("title", "Uploads", "participants", reader.id());
    String group =
        stage.call("clientCreateGroup", members).at("/response/gid/_serialized").asText();
    assertThat(
            stage
                .call("groupChatSetPicture", Map.of("chatId", group, "mediaId", id))
                .path("result")
                .asBoolean())
        .isTrue();
    Map<String, ?> channel =
        Map.of("title", "With a picture", "options", Map.of("picture", Map.of("mediaId", id)));
    assertThat(stage.call("clientCreateChannel", channel).at("/result/nid/_serialized").asText())
        .isNotEmpty();
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.INVALID_FIELD)
  void doesNotKnowWhatWasNotUploadedOrIsSomebodyElses(Stage stage) throws Exception {
    String foreign;
    try (ApiClient other = stage.customer("another-customer")) {
      foreign = uploaded(other, "image/png", SampleFiles.png(20, 20));
    }
    String unused = place(stage.api, "image/png", 10).body().path("mediaId").asText();

    for (String id : new String[] {foreign, unused, "a".repeat(26)}) {
      assertThat(refused(stage, Map.of("mediaId", id)))
          .isEqualTo("content.mediaId: nothing was uploaded under this id, or it has expired");
    }
    assertThat(refused(stage, Map.of("mediaId", "../../answers/1")))
        .startsWith("content.mediaId: must be like ");
    assertThat(refused(stage, Map.of("filename", "x.png"))).startsWith("content.");
    assertThat(
            stage.fails(
                "clientSetProfilePicture", FailureCode.INVALID_FIELD, Map.of("mediaId", foreign)))
        .startsWith("mediaId: nothing was uploaded");
  }

  @Test
  @Exercises(value = "mediaUpload", failures = FailureCode.INVALID_FIELD)
  void givesNoPlaceToWhatIsTooLarge(Stage stage) {
    assertThat(wrong(stage, Map.of("mimetype", "video/mp4", "filesize", (64 << 20) + 1)))
        .isEqualTo("filesize: must be from 1 to 67108864");
    assertThat(wrong(stage, Map.of("mimetype", "video/mp4"))).isEqualTo("filesize: is missing");
    assertThat(wrong(stage, Map.of("mimetype", "video", "filesize", 1))).startsWith("mimetype: ");
  }

  @Test
  @Exercises("mediaUpload")
  void takesNoOtherTypeOrSizeThanWasSaid(Stage stage) throws Exception {
    ObjectNode place = place(stage.api, "image/png", 1000).body();

    assertThat(put(place.path("url").asText(), "image/png", new byte[1001])).isEqualTo(403);
    assertThat(put(place.path("url").asText(), "text/html", new byte[1000])).isEqualTo(403);
    assertThat(put(place.path("url").asText(), "image/png", new byte[1000])).isEqualTo(200);
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.BODY_TOO_LARGE)
  void saysWhereWhatIsTooLargeForARequestGoes(Stage stage) {
    String data = SampleFiles.base64(SampleFiles.noise(4_600_000));
    Map<String, ?> body =
        Map.of(
            "chatId",
            stage.customer.id(),
            "contentType",
            "MessageMedia",
            "content",
            Map.of("mimetype", "video/mp4", "data", data));

    assertThat(stage.fails("clientSendMessage", FailureCode.BODY_TOO_LARGE, body))
        .contains("POST /media");
  }

  private static String refused(Stage stage, Map<String, ?> content) {
    return stage.fails(
        "clientSendMessage",
        FailureCode.INVALID_FIELD,
        Map.of("chatId", stage.customer.id(), "contentType", "MessageMedia", "content", content));
  }

  private static String wrong(Stage stage, Map<String, ?> fields) {
    return stage.fails("mediaUpload", FailureCode.INVALID_FIELD, fields);
  }

  private static ObjectNode send(Stage stage, Phone reader, ObjectNode content) {
    Map<String, ?> fields =
        Map.of("chatId", reader.id(), "contentType", "MessageMedia", "content", content);
    return stage.call("clientSendMessage", fields);
  }

  private static String uploaded(Stage stage, String mimetype, byte[] file) throws Exception {
    return uploaded(stage.api, mimetype, file);
  }

  private static String uploaded(ApiClient api, String mimetype, byte[] file) throws Exception {
    Answer place = place(api, mimetype, file.length);
    Documented.assertSuccess(Documented.operation("mediaUpload"), place);
    String type = place.body().at("/headers/content-type").asText();
    assertThat(put(place.body().path("url").asText(), type, file)).isEqualTo(200);
    return place.body().path("mediaId").asText();
  }

  private static Answer place(ApiClient api, String mimetype, long bytes) {
    return api.post("/media", Stage.fields(Map.of("mimetype", mimetype, "filesize", bytes)));
  }

  private static int put(String url, String mimetype, byte[] file) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(Duration.ofSeconds(90))
              .header("content-type", mimetype)
              .PUT(BodyPublishers.ofByteArray(file))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
