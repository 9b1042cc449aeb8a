package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
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
  void saysThatAPostIsPendingWhichTheServerHasNotAcknowledged(Stage stage) {
    JsonNode post;
    stage.shop.ask("PUT", "/faults", Stage.fields(Map.of("ackDelayMillis", 15_000)));
    try {
      post = post(stage, text("Slow today"));
    } finally {
      stage.shop.ask("PUT", "/faults", Stage.fields(Map.of("ackDelayMillis", 0)));
    }

    assertThat(post.path("ack").asInt()).isZero();
    assertThat(seen(stage, post).path("timesReceived").asInt()).isEqualTo(1);
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

  @Test
  @Exercises("clientGetStatusViewers")
  void tellsWhoHasSeenAPost(Stage stage) {
    JsonNode post = post(stage, text("Open until eight"));
    Map<String, String> which = Map.of("messageId", post.at("/id/id").asText());
    assertThat(stage.call("clientGetStatusViewers", which).path("viewers")).isEmpty();

    stage.customer.read(STATUS);

    JsonNode viewers =
        Stage.patiently()
            .until(
                () -> stage.call("clientGetStatusViewers", which).path("viewers"),
                seen -> seen.size() == 1);
    assertThat(viewers.at("/0/id/_serialized").asText()).isEqualTo(stage.customer.id());
    assertThat(viewers.at("/0/phoneNumber").asText()).isEqualTo(stage.customer.number());
    assertThat(viewers.at("/0/t").asLong()).isPositive();
    JsonNode info =
        stage.call(
            "messageGetInfo",
            Map.of("chatId", STATUS, "messageId", post.at("/id/_serialized").asText()));
    assertThat(info.at("/info/read/0/id/_serialized").asText()).isEqualTo(stage.customer.id());
  }

  @Test
  @Exercises({"clientRevokeStatusMessage", "messageDelete"})
  void takesAPostBackFromEverybody(Stage stage) {
    String first = post(stage, text("Wrong price")).at("/id/id").asText();
    String second = post(stage, text("Wrong day")).at("/id/id").asText();
    assertThat(posts(stage)).contains(first, second);

    // Call this first: the page loads the code that revokes posts only on request.
    stage.call("messageDelete", Map.of("chatId", STATUS, "messageId", second, "everyone", true));
    stage.call("clientRevokeStatusMessage", Map.of("messageId", first));

    assertThat(posts(stage)).doesNotContain(first, second);
    stage.fails(
        "clientRevokeStatusMessage", FailureCode.MESSAGE_NOT_FOUND, Map.of("messageId", first));
  }

  @Test
  @Exercises(
      value = {"clientGetStatusViewers", "clientRevokeStatusMessage"},
      failures = FailureCode.MESSAGE_NOT_FOUND)
  void knowsOwnPostsOnly(Stage stage) {
    String inChat = stage.customer.write(stage.shop.id(), "Not a post");

    for (String operation : List.of("clientGetStatusViewers", "clientRevokeStatusMessage")) {
      for (String id : List.of(inChat, "3EB0AAAAAAAAAAAAAAAA")) {
        stage.fails(operation, FailureCode.MESSAGE_NOT_FOUND, Map.of("messageId", id));
      }
    }
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.REFUSED_BY_WHATSAPP)
  void postsNothingThatNobodyWouldSee(Stage stage) {
    try (Phone lonely = stage.newPhone("Without an address book");
        Phone stranger = stage.newPhone("Saved nowhere");
        ApiClient api = stage.customer("lonely")) {
      stage.link(api, "lonely", lonely);
      stranger.write(lonely.id(), "Do you know me?");
      ObjectNode post = ApiClient.text(STATUS, "Anybody there?");

      Answer refused = api.post("/client/sendMessage/lonely", post);

      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body().path("error").asText())
          .startsWith("refused_by_whatsapp: no saved contact would see it");
      lonely.ask(
          "PUT", "/contacts", Stage.fields(Map.of("pn", stranger.number(), "name", "Stranger")));
      Stage.patiently().until(() -> api.post("/client/sendMessage/lonely", post), Answer::success);
      assertThat(stranger.ask("GET", "/statuses", null)).hasSize(1);
      assertThat(api.get("/session/terminate/lonely").success()).isTrue();
    }
  }

  private static Map<String, ?> text(String text) {
    return Map.of("chatId", STATUS, "contentType", "string", "content", text);
  }

  /** The ids of the posts that a contact's phone shows. */
  private static List<String> posts(Stage stage) {
    return stage
        .customer
        .ask("GET", "/statuses", null)
        .valueStream()
        .map(one -> one.path("id").asText())
        .toList();
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
