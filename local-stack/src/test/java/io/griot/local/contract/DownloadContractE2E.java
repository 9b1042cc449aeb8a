package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Received files, and answers that are files. */
@ExtendWith(StageExtension.class)
class DownloadContractE2E {

  @Test
  @Exercises("messageDownloadMedia")
  void downloadsWhatCame(Stage stage) {
    Phone writer = stage.newPhone("Sends files");
    byte[] small = SampleFiles.noise(2_000);
    // Too large for a queue or a table, so the answer goes through S3.
    byte[] large = SampleFiles.noise(2_000_000);

    JsonNode first = writer.sendFile(stage.shop.lid(), small, "image/jpeg", "?caption=Mine");
    JsonNode second =
        writer.sendFile(stage.shop.lid(), large, "application/zip", "?filename=all.zip");

    JsonNode image = download(stage, writer, first);
    assertThat(image.path("mimetype").asText()).isEqualTo("image/jpeg");
    assertThat(bytes(image)).isEqualTo(small);
    JsonNode archive = download(stage, writer, second);
    assertThat(archive.path("filename").asText()).isEqualTo("all.zip");
    assertThat(archive.path("filesize").asInt()).isEqualTo(large.length);
    assertThat(bytes(archive)).isEqualTo(large);
  }

  @Test
  @Exercises("messageDownloadMedia")
  void answersWithoutMediaWhereThereIsNone(Stage stage) {
    Phone writer = stage.newPhone("No files");
    String text = writer.write(stage.shop.lid(), "Only words");
    JsonNode gone =
        writer.sendFile(stage.shop.lid(), SampleFiles.noise(100), "application/zip", "");
    writer.forgetFile(gone);
    awaitArrival(stage, writer, gone.path("id").asText());

    for (String id : new String[] {text, gone.path("id").asText()}) {
      JsonNode answer =
          stage.call("messageDownloadMedia", Map.of("chatId", writer.id(), "messageId", id));
      assertThat(answer.has("messageMedia")).isFalse();
    }
  }

  @Test
  @Exercises(
      value = "messageDownloadMedia",
      failures = {FailureCode.CHAT_NOT_FOUND, FailureCode.MESSAGE_NOT_FOUND})
  void downloadsNothingFromNobody(Stage stage) {
    stage.fails(
        "messageDownloadMedia",
        FailureCode.MESSAGE_NOT_FOUND,
        Map.of("chatId", stage.customer.id(), "messageId", "3EB0NOTTHERE"));
    stage.fails(
        "messageDownloadMedia",
        FailureCode.CHAT_NOT_FOUND,
        Map.of("chatId", "999999999@c.us", "messageId", "3EB0NOTTHERE"));
  }

  @Test
  @Exercises("messageDownloadMedia")
  void leadsToAnAnswerThatIsTooLargeForTheApi(Stage stage) throws Exception {
    Phone writer = stage.newPhone("Sends a large file");
    byte[] large = SampleFiles.noise(12_000_000);
    String id = sent(stage, writer, large, "video/mp4", "?type=document");

    Answer answer =
        stage.send(
            Documented.operation("messageDownloadMedia"),
            Stage.fields(Map.of("chatId", writer.id(), "messageId", id)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    byte[] body = followed(answer.location().orElseThrow()).body();
    JsonNode media = Json.MAPPER.readTree(body).path("messageMedia");
    assertThat(media.path("filesize").asInt()).isEqualTo(large.length);
    assertThat(bytes(media)).isEqualTo(large);
  }

  @Test
  @Exercises("messageDownloadMediaAsData")
  void downloadsAFileAsItIs(Stage stage) throws Exception {
    Phone writer = stage.newPhone("Sends a photo");
    byte[] photo = SampleFiles.noise(3_000_000);
    String id = sent(stage, writer, photo, "image/jpeg", "?filename=mon%20sac.jpg");

    HttpResponse<byte[]> answer = asData(stage, writer, id);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("content-disposition").orElse(""))
        .startsWith("attachment; filename=mon%20sac.jpg");
    assertThat(answer.body()).isEqualTo(photo);
  }

  @Test
  @Exercises("messageDownloadMediaAsData")
  void leadsToAFileThatIsTooLargeForTheApi(Stage stage) throws Exception {
    Phone writer = stage.newPhone("Sends a film");
    byte[] film = SampleFiles.noise(12_000_000);
    String id = sent(stage, writer, film, "video/mp4", "?type=document");

    HttpResponse<byte[]> answer = asData(stage, writer, id);

    assertThat(answer.statusCode()).isEqualTo(303);
    HttpResponse<byte[]> file = followed(answer.headers().firstValue("location").orElseThrow());
    assertThat(file.headers().firstValue("content-type")).contains("video/mp4");
    assertThat(file.headers().firstValue("content-disposition").orElse(""))
        .startsWith("attachment");
    assertThat(file.body()).isEqualTo(film);
  }

  @Test
  @Exercises(
      value = "messageDownloadMediaAsData",
      failures = {
        FailureCode.CHAT_NOT_FOUND,
        FailureCode.MESSAGE_NOT_FOUND,
        FailureCode.MEDIA_NOT_FOUND
      })
  void saysWhyThereIsNoFile(Stage stage) {
    Phone writer = stage.newPhone("Words");
    String text = writer.write(stage.shop.lid(), "Only words");
    awaitArrival(stage, writer, text);

    for (Map.Entry<FailureCode, Map<String, String>> wrong :
        Map.of(
                FailureCode.MEDIA_NOT_FOUND,
                Map.of("chatId", writer.id(), "messageId", text),
                FailureCode.MESSAGE_NOT_FOUND,
                Map.of("chatId", writer.id(), "messageId", "3EB0NOTTHERE"),
                FailureCode.CHAT_NOT_FOUND,
                Map.of("chatId", "999999999@c.us", "messageId", "3EB0NOTTHERE"))
            .entrySet()) {
      stage.fails("messageDownloadMediaAsData", wrong.getKey(), wrong.getValue());
    }
  }

  @Test
  @Exercises("sessionGetPageScreenshot")
  void showsWhatThePageShows(Stage stage) {
    String path = "/session/getPageScreenshot/";

    HttpResponse<byte[]> answer = stage.api.file("GET", path + Stage.SESSION, null);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("image/png");
    assertThat(SampleFiles.image(answer.body()).getWidth()).isPositive();
    assertThat(stage.api.get(path + "nowhere").text())
        .isEqualTo("{\"success\":false,\"message\":\"session_not_found\"}");
  }

  private static HttpResponse<byte[]> asData(Stage stage, Phone writer, String id) {
    String body = Stage.fields(Map.of("chatId", writer.id(), "messageId", id)).toString();
    return stage.api.file("POST", "/message/downloadMediaAsData/" + Stage.SESSION, body);
  }

  private static HttpResponse<byte[]> followed(String link)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofByteArray());
    }
  }

  /** Sends a file to the shop, waits for it, and returns the message's id. */
  private static String sent(
      Stage stage, Phone writer, byte[] file, String mimetype, String query) {
    String id = writer.sendFile(stage.shop.lid(), file, mimetype, query).path("id").asText();
    awaitArrival(stage, writer, id);
    return id;
  }

  private static JsonNode download(Stage stage, Phone writer, JsonNode message) {
    String id = message.path("id").asText();
    awaitArrival(stage, writer, id);
    return stage
        .call("messageDownloadMedia", Map.of("chatId", writer.id(), "messageId", id))
        .path("messageMedia");
  }

  private static void awaitArrival(Stage stage, Phone writer, String id) {
    Map<String, ?> latest = Map.of("chatId", writer.lid(), "searchOptions", Map.of("limit", 10));
    Stage.patiently()
        .until(() ->
            stage
                .call("chatFetchMessages", latest)
                .path("messages")
                .valueStream()
                .anyMatch(message -> message.at("/id/id").asText().equals(id)));
  }

  private static byte[] bytes(JsonNode media) {
    return Base64.getDecoder().decode(media.path("data").asText());
  }
}
