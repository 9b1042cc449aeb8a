package io.griot.local.contract;

import static io.griot.local.contract.Messages.arrived;
import static io.griot.local.contract.Messages.message;
import static io.griot.local.contract.Messages.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Contents and information of single messages. */
@ExtendWith(StageExtension.class)
class MessageReadsContractE2E {

  @Test
  @Exercises("messageGetClassInfo")
  void showsAMessageByBareIdAndByFullKey(Stage stage) {
    Phone writer = stage.newPhone("Named");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Hello"));

    JsonNode byId = message(stage, writer.lid(), id);
    JsonNode byKey = message(stage, writer.id(), byId.at("/id/_serialized").asText());
    JsonNode byNumber = message(stage, writer.id(), "false_" + writer.id() + "_" + id);

    assertThat(byId.path("body").asText()).isEqualTo("Hello");
    assertThat(byKey).isEqualTo(byId);
    assertThat(byNumber).isEqualTo(byId);
  }

  @Test
  @Exercises("messageGetContact")
  void saysWhoWroteInAGroup(Stage stage) {
    Phone member = stage.newPhone("Member");
    String group = Groups.makeOn(stage.shop, "Authors", member);
    String id = member.write(group, "It was me");

    JsonNode contact =
        Stage.patiently()
            .ignoreExceptionsInstanceOf(AssertionError.class)
            .until(
                () ->
                    stage
                        .call("messageGetContact", Map.of("chatId", group, "messageId", id))
                        .path("contact"),
                found -> true);

    assertThat(contact.path("pushname").asText()).isEqualTo("Member");
  }

  @Test
  @Exercises("messageGetInfo")
  void saysWhoHasReadIt(Stage stage) {
    Phone reader = stage.newPhone("Reader of receipts");
    String id = sent(stage, reader, "Did you see this?");

    JsonNode info =
        Stage.patiently()
            .until(
                () ->
                    stage
                        .call("messageGetInfo", Map.of("chatId", reader.id(), "messageId", id))
                        .path("info"),
                found -> found.path("delivery").size() + found.path("read").size() == 1);
    assertThat(info.path("deliveryRemaining").asInt()).isZero();

    reader.read(stage.shop.id());
    JsonNode read =
        Stage.patiently()
            .until(
                () ->
                    stage
                        .call("messageGetInfo", Map.of("chatId", reader.id(), "messageId", id))
                        .path("info"),
                found -> found.path("readRemaining").asInt() == 0);
    assertThat(read.at("/read/0/id/_serialized").asText()).isEqualTo(reader.id());
    assertThat(read.at("/read/0/t").asLong()).isPositive();
  }

  @Test
  @Exercises("messageGetInfo")
  void answersNullForWhatOthersWrote(Stage stage) {
    Phone writer = stage.newPhone("Uninformed");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Hello"));

    JsonNode answer = stage.call("messageGetInfo", Map.of("chatId", writer.id(), "messageId", id));

    assertThat(answer.path("info").isNull()).isTrue();
  }

  @Test
  @Exercises({"messageGetMentions", "messageGetGroupMentions"})
  void namesWhomAMessageMentions(Stage stage) {
    Phone writer = stage.newPhone("Mentioning");
    String group = Groups.makeOn(stage.shop, "Mentioned", writer);
    String id =
        writer
            .ask(
                "POST",
                "/chats/" + stage.shop.id() + "/messages",
                Stage.fields(
                    Map.of(
                        "text",
                        "@" + stage.customer.number() + " @Mentioned",
                        "mentions",
                        List.of(stage.customer.number()),
                        "groupMentions",
                        List.of(group))))
            .path("id")
            .asText();
    Map<String, String> fields = Map.of("chatId", writer.id(), "messageId", id);
    arrived(stage, writer, id);

    JsonNode people = stage.call("messageGetMentions", fields).path("contacts");
    JsonNode groups = stage.call("messageGetGroupMentions", fields).path("result");

    assertThat(people).hasSize(1);
    assertThat(people.at("/0/id/_serialized").asText()).isEqualTo(stage.customer.id());
    assertThat(groups).hasSize(1);
    assertThat(groups.at("/0/groupMetadata/id/_serialized").asText()).isEqualTo(group);
  }

  @Test
  @Exercises("messageGetOrder")
  void readsAnOrder(Stage stage) {
    Phone buyer = stage.newPhone("Buyer");
    String id =
        content(
            stage,
            buyer,
            "order",
            Map.of(
                "currency",
                "XOF",
                "products",
                List.of(Map.of("name", "Bazin", "price", 2_500_000, "quantity", 2))));

    JsonNode order =
        stage.call("messageGetOrder", Map.of("chatId", buyer.id(), "messageId", id)).path("order");

    assertThat(order.path("total").asLong()).isEqualTo(5_000_000);
    assertThat(order.path("currency").asText()).isEqualTo("XOF");
    assertThat(order.at("/products/0/name").asText()).isEqualTo("Bazin");
    assertThat(order.at("/products/0/quantity").asInt()).isEqualTo(2);
    assertThat(message(stage, buyer.id(), id).path("orderId").asText()).isNotEmpty();
  }

  @Test
  @Exercises("messageGetPayment")
  void readsAPayment(Stage stage) {
    Phone payer = stage.newPhone("Payer");
    String id =
        content(
            stage,
            payer,
            "payment",
            Map.of("amount1000", 150_000, "currency", "INR", "note", "Thanks"));

    JsonNode payment =
        stage
            .call("messageGetPayment", Map.of("chatId", payer.id(), "messageId", id))
            .path("payment");

    assertThat(payment.path("paymentAmount1000").asLong()).isEqualTo(150_000);
    assertThat(payment.path("paymentNote").asText()).isEqualTo("Thanks");
    assertThat(payment.at("/paymentMessageReceiverJid/_serialized").asText())
        .isEqualTo(stage.shop.id());
  }

  @Test
  @Exercises({
    "messageGetOrder",
    "messageGetPayment",
    "messageGetQuotedMessage",
    "messageGetReactions"
  })
  void saysNothingOfWhatATextDoesNotHave(Stage stage) {
    Phone writer = stage.newPhone("Plain");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Just a text"));
    Map<String, String> fields = Map.of("chatId", writer.id(), "messageId", id);

    for (String operation :
        List.of(
            "messageGetOrder",
            "messageGetPayment",
            "messageGetQuotedMessage",
            "messageGetReactions")) {
      assertThat(stage.call(operation, fields)).as(operation).hasSize(1);
    }
  }

  @Test
  @Exercises("messageGetPollVotes")
  void countsThePresentVotes(Stage stage) {
    Phone voter = stage.newPhone("Voter");
    String id =
        content(stage, voter, "poll", Map.of("name", "When?", "options", List.of("Now", "Later")));
    vote(stage, voter, id, List.of("Now"));
    vote(stage, voter, id, List.of("Later"));

    JsonNode votes =
        Stage.patiently()
            .until(
                () ->
                    stage
                        .call("messageGetPollVotes", Map.of("chatId", voter.id(), "messageId", id))
                        .path("votes"),
                found ->
                    found.at("/0/selectedOptions/0/name").asText().equals("Later")
                        && found.size() == 1);

    assertThat(votes.at("/0/voter/_serialized").asText()).isEqualTo(voter.id());
    assertThat(votes.at("/0/parentMessage/pollName").asText()).isEqualTo("When?");
  }

  @Test
  @Exercises(value = "messageGetPollVotes", failures = FailureCode.INVALID_FIELD)
  void countsNoVotesInAText(Stage stage) {
    Phone writer = stage.newPhone("No poll");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Yes or no?"));

    String error =
        stage.fails(
            "messageGetPollVotes",
            FailureCode.INVALID_FIELD,
            Map.of("chatId", writer.id(), "messageId", id));

    assertThat(error).contains("messageId");
  }

  @Test
  @Exercises("messageGetQuotedMessage")
  void findsWhatAMessageRepliesTo(Stage stage) {
    Phone writer = stage.newPhone("Replying");
    String question = sent(stage, writer, "Blue or green?");
    String answer =
        writer
            .ask(
                "POST",
                "/chats/" + stage.shop.id() + "/messages",
                Stage.fields(Map.of("text", "Blue", "quotedId", question)))
            .path("id")
            .asText();
    arrived(stage, writer, answer);

    JsonNode quoted =
        stage
            .call("messageGetQuotedMessage", Map.of("chatId", writer.id(), "messageId", answer))
            .path("quotedMessage");

    assertThat(quoted.at("/id/id").asText()).isEqualTo(question);
    assertThat(quoted.path("body").asText()).isEqualTo("Blue or green?");
    assertThat(quoted.path("fromMe").asBoolean()).isTrue();
  }

  @Test
  @Exercises("messageGetReactions")
  void listsTheReactions(Stage stage) {
    Phone reader = stage.newPhone("Delighted");
    String id = sent(stage, reader, "It has arrived");
    reader.ask(
        "POST",
        "/chats/" + stage.shop.id() + "/reactions",
        Json.MAPPER.createObjectNode().put("messageId", id).put("text", "🙏"));

    JsonNode result =
        Stage.patiently()
            .until(
                () ->
                    stage
                        .call("messageGetReactions", Map.of("chatId", reader.id(), "messageId", id))
                        .path("result"),
                found -> found.size() == 1);

    assertThat(result.at("/0/aggregateEmoji").asText()).isEqualTo("🙏");
    assertThat(result.at("/0/hasReactionByMe").asBoolean()).isFalse();
    assertThat(result.at("/0/senders/0/msgId/id").asText()).isEqualTo(id);
  }

  @Test
  @Exercises("clientSearchMessages")
  void findsMessagesByTheirText(Stage stage) {
    Phone writer = stage.newPhone("Searched");
    Phone other = stage.newPhone("Also searched");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "A rare wordlingua"));
    String elsewhere = arrived(stage, other, other.write(stage.shop.id(), "Wordlingua again"));

    assertThat(found(stage, Map.of("query", "wordlingua"))).containsOnly(elsewhere, id);
    assertThat(found(stage, Map.of("query", "wordlingua", "options", Map.of("limit", 1))))
        .hasSize(1);
    assertThat(
            found(stage, Map.of("query", "wordlingua", "options", Map.of("chatId", writer.id()))))
        .containsExactly(id);
  }

  /** A hanging search once blocked everything that belongs to no chat until its deadline. */
  @Test
  void letsNothingWaitForASearchThatHangs(Stage stage) {
    Phone writer = stage.newPhone("Impatient");
    String search = "/client/searchMessages/" + Stage.SESSION;
    String query =
        "{\"query\": \"Not asked for before\"}"; // a new query, because WhatsApp caches results
    stage.shop.setPageFaults(Stage.fields(Map.of("searchHangs", true)));
    try {
      Answer hanging = stage.api.send("POST", search, query, Map.of("prefer", "respond-async"));
      assertThat(hanging.status()).isEqualTo(202);
      assertThat(stage.call("clientGetContacts", Map.of()).path("success").asBoolean()).isTrue();
      sent(stage, writer, "Not held up");
      assertThat(stage.api.get(hanging.location().orElseThrow()).body().path("status").asText())
          .isEqualTo("pending");
    } finally {
      stage.shop.setPageFaults(Stage.fields(Map.of("searchHangs", false)));
    }
    // The next search is not blocked either: WhatsApp aborts the first.
    assertThat(stage.api.send("POST", search, query, Map.of()).status()).isEqualTo(200);
  }

  @Test
  @Exercises(value = "clientSearchMessages", failures = FailureCode.CHAT_NOT_FOUND)
  void searchesNobodysChat(Stage stage) {
    stage.fails(
        "clientSearchMessages",
        FailureCode.CHAT_NOT_FOUND,
        Map.of("query", "x", "options", Map.of("chatId", "999999999@c.us")));
  }

  private static List<String> found(Stage stage, Map<String, ?> fields) {
    return stage
        .call("clientSearchMessages", fields)
        .path("messages")
        .valueStream()
        .map(message -> message.at("/id/id").asText())
        .toList();
  }

  /**
   * Sends something other than text from a phone to the shop, and waits for it.
   *
   * @return its id
   */
  static String content(Stage stage, Phone phone, String kind, Map<String, ?> fields) {
    JsonNode sent =
        phone.ask("POST", "/chats/" + stage.shop.id() + "/" + kind, Stage.fields(fields));
    return arrived(stage, phone, sent.path("id").asText());
  }

  private static void vote(Stage stage, Phone voter, String poll, List<String> options) {
    voter.ask(
        "POST",
        "/chats/" + stage.shop.id() + "/votes",
        Stage.fields(Map.of("messageId", poll, "options", options)));
  }
}
