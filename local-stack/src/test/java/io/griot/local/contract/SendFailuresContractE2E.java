package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends that fail for a reason that a program can act on, on a separate session. */
@ExtendWith(StageExtension.class)
class SendFailuresContractE2E {
  private static final String SESSION = "unlucky";
  private static final Operation SEND = Documented.operation("clientSendMessage");

  /** A failure, its code and detail for the caller. */
  private record Case(String fault, FailureCode code, String detail) {}

  private static final List<Case> CASES =
      List.of(
          new Case("nack_429", FailureCode.TOO_MANY_REQUESTS, "server status 429"),
          new Case("nack_463", FailureCode.RESTRICTED_NEW_CHATS, "server status 463"),
          new Case("nack_475", FailureCode.NEW_CHAT_QUOTA_USED_UP, "server status 475"),
          new Case("nack_479", FailureCode.MESSAGE_MALFORMED, "server status 479"),
          new Case("nack_406", FailureCode.REFUSED_BY_WHATSAPP, "server status 406"),
          new Case("status_503", FailureCode.OVERLOADED, "server status 503"),
          new Case("invalid_message", FailureCode.MESSAGE_MALFORMED, "ERROR_UNKNOWN"));

  @Test
  void saysWhyASendFailedAndSendsOnceWhenItIsGivenAgain(Stage stage) {
    try (Unlucky unlucky = new Unlucky(stage)) {
      for (Case one : CASES) {
        unlucky.sendsFail(one.fault());
        unlucky.fails(one, unlucky.text(), one.fault());
        unlucky.fails(one, unlucky.file(), one.fault() + "-file");
        unlucky.sendsFail("");
        // Only a failure that may succeed later is tried again with its key.
        Answer again = unlucky.send(unlucky.text(), one.fault());
        assertThat(again.status())
            .as("%s again: %s", one.fault(), again.text())
            .isEqualTo(one.code().frees() ? 200 : one.code().httpStatus());
        if (one.code().frees()) {
          unlucky.showsOnce(again.body().at("/message/id/id").asText());
        }
      }
      saysThatTheAccountBlocksSomebody(unlucky);
      saysThatTheAccountMayNotWriteInAGroup(unlucky);
      sendsOnceTheBacklogIsThrough(unlucky);
      sendsWhatTheServerDidNotAcknowledgeFromThePageAfterAReload(unlucky);
    }
  }

  private static void saysThatTheAccountBlocksSomebody(Unlucky unlucky) {
    Case blocked = new Case("", FailureCode.CONTACT_BLOCKED, "");
    unlucky.block(true);
    unlucky.fails(blocked, unlucky.text(), "blocked");
    unlucky.fails(blocked, unlucky.file(), "blocked-file");
    unlucky.block(false);
    Answer again = unlucky.send(unlucky.text(), "blocked");
    unlucky.showsOnce(again.body().at("/message/id/id").asText());
  }

  private static void saysThatTheAccountMayNotWriteInAGroup(Unlucky unlucky) {
    String group = Groups.makeOn(unlucky.friend, "Not for the unlucky", unlucky.shop);
    ObjectNode text = unlucky.text().put("chatId", group);
    Stage.patiently().until(() -> unlucky.send(text, "group").status(), status -> status == 200);
    unlucky.friend.ask("PATCH", "/groups/" + group, Stage.fields(Map.of("announce", true)));
    Answer refused =
        Stage.patiently()
            .until(() -> unlucky.send(text, "announced"), answer -> answer.status() != 200);
    Documented.assertFailure(
        SEND, FailureCode.NOT_ALLOWED_IN_GROUP, refused.status(), refused.text());
  }

  /**
   * A page that was offline is connected again before it has received its backlog, and sends only
   * after that.
   */
  private static void sendsOnceTheBacklogIsThrough(Unlucky unlucky) {
    unlucky.backlogStays(true);
    unlucky.shop.dropSockets();
    Answer pending = unlucky.send(unlucky.text(), "held");
    assertThat(pending.status()).as(pending.text()).isEqualTo(200);
    assertThat(pending.body().at("/message/ack").asInt(-1)).isZero();
    String id = pending.body().at("/message/id/id").asText();
    Stage.patiently()
        .until(
            () -> unlucky.api.get("/session/status/" + SESSION).success(), connected -> connected);
    assertThat(unlucky.shown(id)).isEmpty();
    unlucky.backlogStays(false);
    unlucky.showsOnce(id);
    assertThat(unlucky.shown(id).orElseThrow().path("timesReceived").asInt()).isOne();
  }

  /**
   * The server does not acknowledge the first page; the second page has the message from its
   * storage.
   */
  private static void sendsWhatTheServerDidNotAcknowledgeFromThePageAfterAReload(Unlucky unlucky) {
    unlucky.deaf(true);
    Answer pending = unlucky.send(unlucky.text(), "pending");
    assertThat(pending.status()).as(pending.text()).isEqualTo(200);
    assertThat(pending.body().at("/message/ack").asInt(-1)).isZero();
    String id = pending.body().at("/message/id/id").asText();
    // Stop the page first. Otherwise the server could hear again in the middle of the next page's
    // send.
    assertThat(unlucky.api.get("/session/stop/" + SESSION).success()).isTrue();
    assertThat(unlucky.shown(id)).isEmpty();
    unlucky.deaf(false);
    assertThat(unlucky.api.get("/session/start/" + SESSION).success()).isTrue();
    unlucky.showsOnce(id);
  }

  /** A session and a friend to write to. */
  private static final class Unlucky implements AutoCloseable {
    private final ApiClient api;
    private final Phone shop;
    private final Phone friend;

    Unlucky(Stage stage) {
      shop = stage.newPhone("Unlucky shop");
      friend = stage.newPhone("Friend of the unlucky");
      api = stage.customer("unlucky");
      stage.link(api, SESSION, shop);
    }

    void sendsFail(String how) {
      shop.ask("PUT", "/faults", Stage.fields(Map.of("sendsFail", how)));
    }

    void deaf(boolean on) {
      shop.ask("PUT", "/faults", Stage.fields(Map.of("deaf", on)));
    }

    void backlogStays(boolean on) {
      shop.ask("PUT", "/faults", Stage.fields(Map.of("backlogStays", on)));
    }

    /** Blocks the friend on the account's own phone, and waits until the page knows. */
    void block(boolean on) {
      shop.ask("PUT", "/blocked", Stage.fields(Map.of("contact", friend.number(), "blocked", on)));
      Stage.patiently()
          .until(
              () ->
                  api.post("/client/getBlockedContacts/" + SESSION, Stage.fields(Map.of()))
                      .body()
                      .path("blockedContacts")
                      .size(),
              size -> size == (on ? 1 : 0));
    }

    ObjectNode text() {
      return ApiClient.text(friend.id(), "Any luck?");
    }

    ObjectNode file() {
      Map<String, ?> file =
          Map.of("mimetype", "image/png", "data", SampleFiles.base64(SampleFiles.png(20, 20)));
      return Stage.fields(
          Map.of("chatId", friend.id(), "contentType", "MessageMedia", "content", file));
    }

    Answer send(ObjectNode request, String key) {
      return api.send(
          "POST",
          "/client/sendMessage/" + SESSION,
          request.toString(),
          Map.of("idempotency-key", key));
    }

    void fails(Case expected, ObjectNode request, String key) {
      Answer answer = send(request, key);
      Documented.assertFailure(SEND, expected.code(), answer.status(), answer.text());
      String text = expected.code().text();
      assertThat(answer.body().path("error").asText())
          .as(key)
          .isEqualTo(expected.detail().isEmpty() ? text : text + ": " + expected.detail());
    }

    Optional<JsonNode> shown(String id) {
      return friend.conversation(shop.id()).stream()
          .filter(message -> message.path("id").asText().equals(id))
          .findFirst();
    }

    /** Asserts that the friend's phone shows a message exactly once. */
    void showsOnce(String id) {
      Stage.patiently().until(() -> shown(id), Optional::isPresent);
      assertThat(friend.conversation(shop.id()))
          .filteredOn(message -> message.path("id").asText().equals(id))
          .hasSize(1);
    }

    @Override
    public void close() {
      api.get("/session/terminate/" + SESSION);
      friend.close();
      shop.close();
      api.close();
    }
  }
}
