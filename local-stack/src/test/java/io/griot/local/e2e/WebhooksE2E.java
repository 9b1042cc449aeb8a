package io.griot.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of a session reach its customer's receiver, and no other. */
class WebhooksE2E {
  private static final String OWN_KEY = "what-the-receiver-expects";

  @RegisterExtension
  static final WholeStack griot =
      WholeStack.withHost().settings(Map.of("GRIOT_WEBHOOKS_TO_LOOPBACK", "true"));

  static Receiver receiver;
  static Receiver stranger;
  static Phone shop;
  static Phone customer;
  static String secret;
  static List<Receiver.Event> ofPairing;

  @BeforeAll
  static void start() throws Exception {
    receiver = new Receiver();
    stranger = new Receiver();
    shop = griot.phone(Phone.SHOP);
    customer = griot.phone(Phone.CUSTOMER);
    secret = webhook(griot.api(), receiver, "/webhook").path("secret").asText();
    try (ApiClient other = griot.customer("stranger")) {
      webhook(other, stranger, "/webhook");
    }
    griot.pair("shop", shop);
    await("ready", event -> true);
    ofPairing = receiver.taken();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
    customer.close();
    receiver.close();
    stranger.close();
  }

  @BeforeEach
  void forget() {
    receiver.answer(204);
    receiver.forget();
  }

  @Test
  void tellsHowASessionComesToItsAccount() {
    assertThat(ofPairing)
        .extracting(Receiver.Event::dataType)
        .containsSubsequence("qr", "authenticated", "ready");
    assertThat(ofPairing.getFirst().data().path("qr").asText().split(",", -1)).hasSize(5);
    assertThat(ofPairing.getLast().body().has("data")).isFalse();
    assertThat(ofPairing).extracting(Receiver.Event::dataType).doesNotContain("message");
  }

  @Test
  void tellsOfAMessageAsTheApiShowsIt() throws Exception {
    String id = customer.write(shop.id(), "Is it ready?");

    Receiver.Event message = await("message", event -> idOf(event).equals(id));
    Receiver.Event created = await("message_create", event -> idOf(event).equals(id));
    Receiver.Event unread = await("unread_count", event -> true);

    assertThat(message.body().path("sessionId").asText()).isEqualTo("shop");
    assertThat(message.data().at("/message/body").asText()).isEqualTo("Is it ready?");
    assertThat(message.data().at("/message/from").asText()).isEqualTo(customer.lid());
    assertThat(message.data().at("/message/fromNumber").asText()).isEqualTo(customer.number());
    assertThat(message.data().at("/message/toNumber").asText()).isEqualTo(shop.number());
    assertThat(unread.data().at("/chat/phoneNumber").asText()).isEqualTo(customer.number());
    assertThat(unread.data().at("/chat/unreadCount").asInt()).isPositive();
    for (Receiver.Event event : List.of(message, created, unread)) {
      assertThat(event.problems()).as(event.dataType()).isEmpty();
      assertThat(event.isSignedWith(secret)).isTrue();
      assertThat(event.apiKey()).isEqualTo(OWN_KEY);
    }
    assertThat(message.id()).isNotEqualTo(created.id());
  }

  @Test
  void tellsInOrderHowFarAnOwnMessageGot() {
    String id = griot.send("shop", customer.id(), "It is.").at("/id/id").asText();
    await("message_ack", event -> idOf(event).equals(id) && ack(event) == 2);
    customer.read(shop.id());
    await("message_ack", event -> idOf(event).equals(id) && ack(event) == 3);

    assertThat(receiver.taken("message_ack"))
        .filteredOn(event -> idOf(event).equals(id))
        .extracting(WebhooksE2E::ack)
        .isSorted()
        .contains(1, 2, 3)
        .doesNotHaveDuplicates();
    assertThat(receiver.taken("message_create")).extracting(WebhooksE2E::idOf).contains(id);
    assertThat(receiver.taken("message")).extracting(WebhooksE2E::idOf).doesNotContain(id);
  }

  /** Host and function count independently. */
  @Test
  void countsWhatItsCustomerUses() {
    griot.send("shop", customer.id(), "It counts.");

    JsonNode used =
        WholeStack.patiently()
            .until(
                () -> griot.api().get("/account").body().at("/account/usage"),
                usage ->
                    usage.at("/test/messages").asInt() > 0
                        && usage.at("/test/events").asInt() > 0
                        && usage.at("/test/sessionHours").asDouble() > 0);

    assertThat(used.at("/test/commands").asInt())
        .isGreaterThanOrEqualTo(used.at("/test/messages").asInt());
    assertThat(used.path("live").valueStream())
        .hasSize(4)
        .allMatch(number -> number.asDouble() == 0);
  }

  @Test
  void tellsOfReactionsEditsAndDeletions() {
    String id = customer.write(shop.id(), "Two pleace");
    await("message", event -> idOf(event).equals(id));
    ask(customer, "PATCH", "/messages/" + id, Map.of("text", "Two please"));
    ask(customer, "POST", "/reactions", Map.of("messageId", id, "text", "👍"));

    Receiver.Event edit = await("message_edit", event -> idOf(event).equals(id));
    assertThat(edit.data().path("newBody").asText()).isEqualTo("Two please");
    assertThat(edit.data().path("prevBody").asText()).isEqualTo("Two pleace");
    Receiver.Event reaction = await("message_reaction", event -> true);
    assertThat(reaction.data().at("/reaction/reaction").asText()).isEqualTo("👍");
    assertThat(reaction.data().at("/reaction/msgId/id").asText()).isEqualTo(id);
    assertThat(reaction.data().at("/reaction/senderId").asText()).isEqualTo(customer.lid());
    assertThat(reaction.data().at("/reaction/phoneNumber").asText()).isEqualTo(customer.number());
    assertThat(reaction.data().at("/reaction/msgId/remote").asText()).isEqualTo(customer.lid());

    ask(customer, "DELETE", "/messages/" + id, Map.of());
    Receiver.Event revoked = await("message_revoke_everyone", event -> idOf(event).equals(id));
    assertThat(revoked.data().at("/message/type").asText()).isEqualTo("revoked");
    for (Receiver.Event event : List.of(edit, reaction, revoked)) {
      assertThat(event.problems()).as(event.dataType()).isEmpty();
    }
  }

  @Test
  void tellsWhoComesAndGoesInGroupsAndWhatBecomesOfThem() {
    ObjectNode wanted = Json.MAPPER.createObjectNode().put("subject", "Market");
    wanted.putArray("participants").add(shop.number());
    String group = customer.ask("POST", "/groups", wanted).path("id").asText();
    griot.send("shop", group, "Hello all");
    try (Phone late = griot.newPhone("237690000071", "Late")) {
      ObjectNode members = Json.MAPPER.createObjectNode().put("action", "add");
      members.putArray("phones").add(late.number());
      customer.ask("POST", "/groups/" + group + "/members", members);
      Receiver.Event join =
          await(
              "group_join",
              event -> notice(event).path("recipientIds").toString().contains(late.lid()));
      assertThat(notice(join).path("type").asText()).isEqualTo("add");
      assertThat(notice(join).path("author").asText()).isEqualTo(customer.lid());
      assertThat(notice(join).path("authorNumber").asText()).isEqualTo(customer.number());
      assertThat(notice(join).path("recipientNumbers")).hasSize(1);
      assertThat(notice(join).path("chatId").asText()).isEqualTo(group);

      late.ask("POST", "/chats/" + group + "/leave", null);
      Receiver.Event leave =
          await("group_leave", event -> notice(event).path("chatId").asText().equals(group));
      customer.ask(
          "PATCH", "/groups/" + group, Json.MAPPER.createObjectNode().put("subject", "Bazaar"));
      Receiver.Event update =
          await("group_update", event -> notice(event).path("body").asText().equals("Bazaar"));
      assertThat(notice(update).path("type").asText()).isEqualTo("subject");
      for (Receiver.Event event : List.of(join, leave, update)) {
        assertThat(event.problems()).as(event.dataType()).isEmpty();
      }
    }
  }

  @Test
  void namesTheNumberOfAnUnknownPersonOnceItWasAskedFor() {
    try (Phone stranger = griot.newPhone("237690000073", "Tells who asks")) {
      stranger.ask("PUT", "/number-privacy", Json.readObject("{\"shownTo\":\"whoAsks\"}"));
      String first = stranger.write(shop.id(), "Who am I?");
      Receiver.Event unknown = await("message", event -> idOf(event).equals(first));
      assertThat(unknown.problems()).isEmpty();
      assertThat(unknown.data().at("/message/fromNumber").isNull()).isTrue();

      // The number is requested some seconds later: any later message has it.
      Receiver.Event known =
          WholeStack.patiently()
              .until(
                  () -> {
                    String next = stranger.write(shop.id(), "And now?");
                    return await("message", event -> idOf(event).equals(next));
                  },
                  event -> !event.data().at("/message/fromNumber").isNull());
      assertThat(known.data().at("/message/fromNumber").asText()).isEqualTo(stranger.number());
    }
  }

  @Test
  void hasTheIdsInWhatsAppsModelAsTexts() {
    String question = griot.send("shop", customer.id(), "Blue?").at("/id/id").asText();
    String reply =
        customer
            .ask(
                "POST",
                "/chats/" + shop.id() + "/messages",
                Json.MAPPER.valueToTree(
                    Map.of(
                        "text",
                        "Blue @" + shop.number(),
                        "quotedId",
                        question,
                        "mentions",
                        List.of(shop.number()))))
            .path("id")
            .asText();
    Map<String, ?> poll = Map.of("name", "When?", "options", List.of("Now", "Later"));
    String asked =
        customer
            .ask("POST", "/chats/" + shop.id() + "/poll", Json.MAPPER.valueToTree(poll))
            .path("id")
            .asText();
    await("message", event -> idOf(event).equals(asked));
    ask(customer, "POST", "/votes", Map.of("messageId", asked, "options", List.of("Now")));

    Receiver.Event message = await("message", event -> idOf(event).equals(reply));
    JsonNode data = message.data().at("/message/_data");
    assertThat(data.path("from").asText()).isEqualTo(customer.lid());
    assertThat(data.path("to").asText()).isEqualTo(shop.lid());
    assertThat(data.path("quotedParticipant").asText()).isEqualTo(shop.lid());
    assertThat(data.path("mentionedJidList").path(0).isTextual()).isTrue();
    Receiver.Event vote = await("vote_update", event -> true);
    assertThat(vote.problems()).isEmpty();
    assertThat(vote.data().at("/vote/voter").asText()).isEqualTo(customer.id());
    assertThat(vote.data().at("/vote/phoneNumber").asText()).isEqualTo(customer.number());
    assertThat(vote.data().at("/vote/parentMsgKey/remote").asText()).isEqualTo(customer.lid());
    Receiver.Event unread = await("unread_count", event -> true);
    assertThat(unread.data().at("/chat/id/_serialized").asText()).isEqualTo(customer.lid());

    for (Receiver.Event event : receiver.taken()) {
      assertThat(idObjects(event.data()))
          .as("%s: %s", event.dataType(), event.data())
          .allMatch(path -> path.startsWith("/chat/") && !path.startsWith("/chat/lastMessage"));
    }
  }

  /** The places where ids are objects. */
  private static List<String> idObjects(JsonNode data) {
    List<String> found = new ArrayList<>();
    collectIdObjects(data, "", found);
    return found;
  }

  private static void collectIdObjects(JsonNode node, String path, List<String> found) {
    if (node.has("server") && node.has("user")) {
      found.add(path);
    }
    node.properties()
        .forEach(field -> collectIdObjects(field.getValue(), path + "/" + field.getKey(), found));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collectIdObjects(node.get(i), path + "/" + i, found);
      }
    }
  }

  @Test
  void tellsEachMessageOnceWhateverPageShowsItAgainAndWhenItHasCaughtUp() {
    try (Phone other = griot.newPhone("237690000075", "Says it twice")) {
      String known = other.write(shop.id(), "Known by then");
      String newest = other.write(shop.id(), "And the newest");
      await("message", event -> idOf(event).equals(newest));
      griot.api().get("/session/stop/shop");
      String missed = other.write(shop.id(), "While nobody listens");
      String unreadable = writeUnreadable(other, "Only the phone can read this", "resend");
      griot.api().get("/session/start/shop");

      await("message_ciphertext", event -> idOf(event).equals(unreadable));
      await("caught_up", event -> !event.body().has("data"));
      assertThat(receiver.taken("message")).extracting(WebhooksE2E::idOf).contains(missed);
      Receiver.Event filled = await("message", event -> idOf(event).equals(unreadable));
      assertThat(filled.data().at("/message/body").asText())
          .isEqualTo("Only the phone can read this");
      String retried = writeUnreadable(other, "Its author encrypts it anew", "retry");
      await("message", event -> idOf(event).equals(retried));

      // They are in the page's database, not in its memory, so WhatsApp reports them as new.
      for (String id : List.of(known, newest, missed, unreadable)) {
        ask(other, "POST", "/messages/" + id + "/repeat", Map.of());
        ask(other, "POST", "/messages/" + id + "/repeat", Map.of("byNumber", true));
      }
      String last = other.write(shop.id(), "That is all");
      await("message", event -> idOf(event).equals(last));
      assertThat(receiver.taken("message"))
          .extracting(WebhooksE2E::idOf)
          .contains(known, newest, missed, unreadable, retried, last)
          .doesNotHaveDuplicates();
      assertThat(receiver.taken("message_create"))
          .extracting(WebhooksE2E::idOf)
          .doesNotHaveDuplicates();
    }
  }

  /** Writes a text that linked devices get in another way than by decryption. */
  private static String writeUnreadable(Phone phone, String text, String until) {
    Map<String, ?> message = Map.of("text", text, "unreadableUntil", until);
    return phone
        .ask("POST", "/chats/" + shop.id() + "/messages", Json.MAPPER.valueToTree(message))
        .path("id")
        .asText();
  }

  @Test
  void bringsTheFileOfAMessage() {
    byte[] bytes = "a,b\n1,2\n".repeat(50_000).getBytes(UTF_8);
    JsonNode sent =
        customer.sendFile(shop.id(), bytes, "text/csv", "?type=document&filename=list.csv");

    Receiver.Event media = await("media", event -> idOf(event).equals(sent.path("id").asText()));

    assertThat(media.problems()).isEmpty();
    assertThat(media.data().at("/messageMedia/mimetype").asText()).isEqualTo("text/csv");
    assertThat(Base64.getDecoder().decode(media.data().at("/messageMedia/data").asText()))
        .isEqualTo(bytes);
  }

  @Test
  void tellsOfCallsAndOfWhatTheOwnerDoesToChats() {
    ask(customer, "POST", "/calls", Map.of("video", true));
    shop.ask(
        "PATCH", "/chats/" + customer.id(), Json.MAPPER.createObjectNode().put("archived", true));

    Receiver.Event call = await("call", event -> true);
    assertThat(call.problems()).isEmpty();
    assertThat(call.data().at("/call/from").asText()).isEqualTo(customer.lid());
    assertThat(call.data().at("/call/phoneNumber").asText()).isEqualTo(customer.number());
    assertThat(call.data().at("/call/isVideo").asBoolean()).isTrue();
    Receiver.Event archived = await("chat_archived", event -> true);
    assertThat(archived.problems()).isEmpty();
    assertThat(archived.data().path("currState").asBoolean()).isTrue();
  }

  @Test
  void tellsWhatWhatsAppLimitsAndThatItDoesNoMore() {
    long until = Instant.now().getEpochSecond() + 3_600;
    ObjectNode limits = Json.MAPPER.createObjectNode();
    limits.putObject("timelock").put("until", until).put("type", "DEFAULT");
    shop.ask("PUT", "/limits", limits);
    Receiver.Event began = await("account_limits", event -> event.data().path("limits").isObject());
    shop.ask("PUT", "/limits", Json.MAPPER.createObjectNode());
    Receiver.Event ended = await("account_limits", event -> event.data().path("limits").isNull());

    assertThat(began.problems()).isEmpty();
    assertThat(ended.problems()).isEmpty();
    assertThat(began.data().at("/limits/reachoutTimelock/until").asLong()).isEqualTo(until);
  }

  @Test
  void deliversLaterInOrderWhatTheReceiverDidNotTake() {
    receiver.answer(503);
    String first = customer.write(shop.id(), "One");
    String second = customer.write(shop.id(), "Two");
    WholeStack.patiently().until(() -> !receiver.refused().isEmpty());
    assertThat(receiver.taken()).isEmpty();

    receiver.answer(200);
    await("message", event -> idOf(event).equals(second));

    assertThat(receiver.taken("message"))
        .extracting(WebhooksE2E::idOf)
        .containsExactly(first, second);
    assertThat(Receiver.ids(receiver.taken())).doesNotHaveDuplicates();
    assertThat(Receiver.ids(receiver.taken())).contains(receiver.refused().getFirst());
  }

  @Test
  void aSessionsOwnReceiverTakesItsPlaceAndOthersHearNothing() throws Exception {
    try (Receiver own = new Receiver();
        Phone other = griot.newPhone("237690000072", "Elsewhere")) {
      webhook(griot.api(), own, "/webhook/shop");
      awaitMessageOf(other, own);
      assertThat(receiver.taken("message")).isEmpty();
      griot.api().send("DELETE", "/webhook/shop", null, Map.of());
      awaitMessageOf(other, receiver);
    }
    assertThat(stranger.taken()).isEmpty();
    assertThat(stranger.refused()).isEmpty();
  }

  @Test
  void tellsWhatHappensRightAfterAWebhookWasSetOnARunningSession() throws Exception {
    try (Receiver late = new Receiver();
        Phone other = griot.newPhone("237690000074", "Soon")) {
      // Until now no webhook wants messages, and the host has just checked.
      webhook(griot.api(), late, "/webhook/shop", "ready");
      other.write(shop.id(), "Nobody hears");
      other.write(shop.id(), "of this");
      webhook(griot.api(), late, "/webhook/shop", "message");
      awaitMessageOf(other, late);
    } finally {
      griot.api().send("DELETE", "/webhook/shop", null, Map.of());
    }
  }

  @Test
  void letsALiveKeyNameThisMachineWithoutTlsWhereTheSettingAllowsIt() throws Exception {
    String key = griot.stack().mintKey(new CustomerId("live"), Environment.LIVE);
    try (Receiver own = new Receiver();
        ApiClient live = new ApiClient(griot.stack().apiAddress(), key)) {
      assertThat(webhook(live, own, "/webhook").path("url").asText()).isEqualTo(own.url());
    }
  }

  /** Writes one message: a webhook is valid as soon as its {@code PUT} is answered. */
  private static void awaitMessageOf(Phone phone, Receiver where) {
    String id = phone.write(shop.id(), "Where does it go?");
    WholeStack.patiently()
        .until(
            () -> where.taken("message").stream().map(WebhooksE2E::idOf).toList(),
            ids -> ids.contains(id));
  }

  private static JsonNode webhook(ApiClient api, Receiver where, String path, String... events) {
    ObjectNode wanted =
        Json.MAPPER.createObjectNode().put("url", where.url()).put("apiKey", OWN_KEY);
    if (events.length > 0) {
      wanted.set("events", Json.MAPPER.valueToTree(events));
    }
    Answer answer = api.send("PUT", path, wanted.toString(), Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body().path("webhook");
  }

  private static void ask(Phone phone, String method, String path, Map<String, ?> body) {
    phone.ask(method, "/chats/" + shop.id() + path, Json.MAPPER.valueToTree(body));
  }

  private static Receiver.Event await(String dataType, Predicate<Receiver.Event> wanted) {
    return WholeStack.patiently()
        .alias(dataType)
        .until(
            () -> receiver.taken(dataType).stream().filter(wanted).toList(),
            events -> !events.isEmpty())
        .getFirst();
  }

  private static JsonNode notice(Receiver.Event event) {
    return event.data().path("notification");
  }

  private static String idOf(Receiver.Event event) {
    return event.data().at("/message/id/id").asText();
  }

  private static int ack(Receiver.Event event) {
    return event.data().path("ack").asInt();
  }
}
