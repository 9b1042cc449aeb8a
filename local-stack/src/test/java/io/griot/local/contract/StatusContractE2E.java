package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Posts to the account's status, as its contacts see them. */
@ExtendWith(StageExtension.class)
class StatusContractE2E {
  private static final String STATUS = "status@broadcast";

  @Test
  @Exercises("clientSendMessage")
  void postsATextOnAColour(Stage stage) {
    JsonNode post =
        post(
            stage,
            Map.of(
                "chatId",
                STATUS,
                "contentType",
                "string",
                "content",
                "Sale today",
                "options",
                Map.of("extra", Map.of("backgroundColor", "#1f6f5c", "fontStyle", 2))));

    assertThat(post.path("isStatus").asBoolean()).isTrue();
    assertThat(post.path("ack").asInt()).isPositive();
    JsonNode seen = seen(stage, post);
    assertThat(seen.path("body").asText()).isEqualTo("Sale today");
    assertThat(seen.at("/attributes/backgroundColor").asLong()).isEqualTo(0xff1f6f5cL);
    assertThat(seen.at("/attributes/font").asInt()).isEqualTo(2);
    assertThat(seen.path("timesReceived").asInt()).isEqualTo(1);
  }

  @Test
  @Exercises("clientSendMessage")
  void postsAPictureWithItsCaption(Stage stage) {
    JsonNode post =
        post(
            stage,
            Map.of(
                "chatId",
                STATUS,
                "contentType",
                "MessageMedia",
                "content",
                Map.of(
                    "mimetype", "image/png", "data", SampleFiles.base64(SampleFiles.png(40, 30))),
                "options",
                Map.of("caption", "New bags")));

    assertThat(post.path("type").asText()).isEqualTo("image");
    assertThat(post.path("ack").asInt()).isPositive();
    JsonNode seen = seen(stage, post);
    assertThat(seen.at("/attributes/caption").asText()).isEqualTo("New bags");
    byte[] picture = stage.customer.file(STATUS, seen.path("id").asText());
    assertThat(SampleFiles.image(picture).getWidth()).isEqualTo(40);
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.REFUSED_BY_WHATSAPP)
  void postsNothingElse(Stage stage) {
    String error =
        stage.fails(
            "clientSendMessage",
            FailureCode.REFUSED_BY_WHATSAPP,
            Map.of(
                "chatId",
                STATUS,
                "contentType",
                "Poll",
                "content",
                Map.of("pollName", "Which?", "pollOptions", List.of("This", "That"))));

    assertThat(error).contains("status posts do not take this");
  }

  private static JsonNode post(Stage stage, Map<String, ?> request) {
    return stage.call("clientSendMessage", request).path("message");
  }

  /** The post as a contact's phone shows it. */
  private static JsonNode seen(Stage stage, JsonNode post) {
    String id = post.at("/id/id").asText();
    JsonNode posts = stage.customer.ask("GET", "/statuses", null);
    return posts
        .valueStream()
        .filter(one -> one.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
