package io.griot.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AnswerFile;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.functions.command.Held;
import io.griot.functions.command.Submission;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.FiledAnswer;
import io.griot.functions.http.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepliesTest {
  private static final URI LINK = URI.create("https://s3.example/answers/1?signature=x");
  private static final byte[] BYTES = {1, 2, 3};
  private static final FiledAnswer FILED = new FiledAnswer(() -> Optional.of(BYTES), () -> LINK);
  private static final CommandId COMMAND = new CommandId("a".repeat(26));

  @Test
  void answersASuccessAsItIsWithThePagesTime() {
    Reply reply =
        Replies.of(new Outcome.Succeeded(answer("x"), Duration.ofNanos(12_340_000)), FILED);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply)).isEqualTo("{\"success\":true,\"text\":\"x\"}");
    assertThat(reply.headers()).containsEntry("Server-Timing", "page;dur=12.3");
    assertThat(reply.headers()).containsEntry("Cache-Control", "no-store");
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void answersEveryFailureWithItsStatusAndText(FailureCode code) {
    Reply reply = Replies.of(new Outcome.Failed(code), FILED);

    assertThat(reply.status()).isEqualTo(code.httpStatus());
    assertThat(text(reply))
        .isEqualTo("{\"success\":false,\"error\":\"%s\"}".formatted(code.text()));
  }

  @Test
  void prefersAFailuresDetailToItsCode() {
    Reply reply =
        Replies.of(new Outcome.Failed(FailureCode.INVALID_FIELD, "chatId: is no chat"), FILED);

    assertThat(text(reply)).isEqualTo("{\"success\":false,\"error\":\"chatId: is no chat\"}");
  }

  @Test
  void beginsWithTheTextByWhichClientsKnowAFailure() {
    assertThat(error(FailureCode.PAGE_FAILED, "TypeError"))
        .isEqualTo("whatsapp_page_failed: TypeError");
    assertThat(error(FailureCode.REFUSED_BY_WHATSAPP, "not an admin"))
        .isEqualTo("refused_by_whatsapp: not an admin");
  }

  @Test
  void saysUntilWhenWhatIsPendingIsHeldAndWhy() {
    Held held = new Held(Instant.ofEpochMilli(1_767_225_659_001L), HeldBecause.PACE);

    Reply reply = Replies.pending(new Submission.Pending(COMMAND, Optional.of(held)));

    assertThat(text(reply))
        .isEqualTo(
            "{\"success\":true,\"commandId\":\"%s\",\"status\":\"pending\",\"heldUntil\":1767225660,\"heldBecause\":\"pace\"}"
                .formatted(COMMAND));
  }

  @Test
  void saysWhenARefusedRequestMayComeAgain() {
    Reply reply =
        Replies.of(
            new ApiFailure(FailureCode.TOO_MANY_REQUESTS, "later", Duration.ofMillis(61_001)));

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.headers()).containsEntry("Retry-After", "62");
    assertThat(Replies.of(new ApiFailure(FailureCode.TOO_MANY_REQUESTS)).headers())
        .doesNotContainKey("Retry-After");
  }

  @Test
  void saysWhereAPendingOutcomeWillBe() {
    Reply reply = Replies.pending(new Submission.Pending(COMMAND));

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.headers()).containsEntry("Location", "/commands/" + COMMAND);
  }

  @Test
  void leadsToAnAnswerThatIsTooLarge() {
    Outcome large = new Outcome.Succeeded(answer("x".repeat(6_000_000)), Duration.ZERO);

    Reply reply = Replies.of(large, FILED);
    Reply report = Replies.report(COMMAND, large, FILED);

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.headers()).containsEntry("Location", LINK.toString());
    assertThat(Json.readObject(text(reply)).path("answerUrl").asText()).isEqualTo(LINK.toString());
    assertThat(report.status()).isEqualTo(200);
    assertThat(Json.readObject(text(report)).path("answerUrl").asText()).isEqualTo(LINK.toString());
  }

  @Test
  void answersAFileAsItIs() {
    AnswerFile file = AnswerFile.attachment("image/png", Optional.of("été 1.png"), BYTES.length);

    Reply reply = Replies.of(new Outcome.Filed(file, Duration.ZERO), FILED);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isFalse();
    assertThat(reply.body()).isEqualTo(BYTES);
    assertThat(reply.headers())
        .containsEntry("Content-Type", "image/png")
        .containsEntry(
            "Content-Disposition",
            "attachment; filename=%C3%A9t%C3%A9%201.png; filename*=UTF-8''%C3%A9t%C3%A9%201.png");
  }

  @Test
  void doesNotTrustAFilesOwnType() {
    AnswerFile file = AnswerFile.attachment("text/html\r\nX: y", Optional.empty(), 1);

    assertThat(file.mimetype()).isEqualTo("application/octet-stream");
    assertThat(file.disposition()).contains("attachment");
  }

  @Test
  void leadsToAFileThatIsTooLargeWithoutReadingIt() {
    Outcome large =
        new Outcome.Filed(
            AnswerFile.attachment("video/mp4", Optional.empty(), 60_000_000), Duration.ZERO);
    FiledAnswer unread =
        new FiledAnswer(
            () -> {
              throw new AssertionError("read");
            },
            () -> LINK);

    assertThat(Replies.of(large, unread).status()).isEqualTo(303);
    assertThat(text(Replies.report(COMMAND, large, unread))).contains(LINK.toString());
  }

  @Test
  void reportsAFailureOfACommandWithoutFailingItself() {
    Reply reply = Replies.report(COMMAND, new Outcome.Failed(FailureCode.MESSAGE_NOT_FOUND), FILED);

    assertThat(reply.status()).isEqualTo(200);
    ObjectNode body = Json.readObject(text(reply));
    assertThat(body.path("status").asText()).isEqualTo("failed");
    assertThat(body.path("answerStatus").asInt()).isEqualTo(404);
    assertThat(body.path("answer").path("error").asText()).isEqualTo("Message not Found");
  }

  private static ObjectNode answer(String text) {
    return Json.MAPPER.createObjectNode().put("success", true).put("text", text);
  }

  private static String error(FailureCode code, String detail) {
    Reply reply = Replies.of(new Outcome.Failed(code, detail), FILED);
    return Json.readObject(text(reply)).path("error").asText();
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }
}
