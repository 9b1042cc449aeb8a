package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * WhatsApp's limits of an account, and dry runs of sends, on a separate session. A single case,
 * because linking takes longer than everything else.
 */
@ExtendWith(StageExtension.class)
class LimitsContractE2E {
  private static final String LIMITED = "limited";

  @Test
  @Exercises({
    "channelSendChannelAdminInvite",
    "clientGetAccountLimits",
    "clientCheckSend",
    "clientSendMessage",
    "messageForward",
    "messageReply",
    "sessionStatus"
  })
  void refusesBeforehandWhatWhatsAppWouldRefuseAndForeseesIt(Stage stage) {
    try (Limited it = new Limited(stage)) {
      it.isFreeAndForeseesSends();
      it.stopsUnderATimelockUntilItIsLifted();
      it.knowsItsLimitsBeforeItsFirstSend();
      it.refusesAtOnceWhatATimelockOutlasts();
      it.writesOnlyToPartnersUnderATimelock();
      it.learnsFromARefusalThatItDidNotForesee();
      it.countsNewPeople();
      it.saysThatItIsBanned();
    }
  }

  @Test
  @Exercises({"channelSendMessage", "clientCheckSend"})
  void foreseesWhatIsNoPerson(Stage stage) {
    String group = Groups.make(stage, "Foreseen", stage.customer);
    String channel =
        stage
            .call("clientCreateChannel", Map.of("title", "Foreseen"))
            .at("/result/nid/_serialized")
            .asText();
    Map<String, String> post = Map.of("contentType", "string", "content", "Not yet");

    for (String chat : new String[] {group, channel, "status@broadcast"}) {
      ObjectNode answer = stage.call("clientCheckSend", Map.of("chatId", chat));
      assertThat(answer.path("wouldSend").asBoolean()).as("%s", answer).isTrue();
      assertThat(answer.path("onWhatsApp").isNull()).isTrue();
      assertThat(answer.at("/recipient/id").asText()).isEqualTo(chat);
    }
    JsonNode gone = stage.call("clientCheckSend", Map.of("chatId", "120363000000000001@g.us"));
    assertThat(gone.at("/refusal/error").asText()).isEqualTo("chat_not_found");
    HashMap<String, String> request = new HashMap<>(post);
    request.put("chatId", channel);
    Operation write = Documented.operation("channelSendMessage");
    Answer dry = dryRun(stage, write, Stage.SESSION, request);
    Documented.assertSuccess(Documented.operation("clientCheckSend"), dry);
    assertThat(stage.call("channelFetchMessages", Map.of("chatId", channel)).path("messages"))
        .isEmpty();
  }

  private static Answer dryRun(
      Stage stage, Operation operation, String session, Map<String, ?> fields) {
    String path = operation.path().text().replace("{sessionId}", session) + "?dry_run=true";
    return stage.api.post(path, Stage.fields(fields));
  }

  /** A session whose account can be restricted, with a partner and strangers. */
  private static final class Limited implements AutoCloseable {
    private final Stage stage;
    private final Phone shop;
    private final Phone partner;
    private final Phone stranger;
    private final Phone another;
    private final long end = Instant.now().getEpochSecond() + 3_600;

    Limited(Stage stage) {
      this.stage = stage;
      shop = stage.newPhone("Limited shop");
      partner = stage.newPhone("Partner of the limited");
      stranger = stage.newPhone("Stranger to the limited");
      another = stage.newPhone("Another stranger");
      partner.write(shop.id(), "Hello");
      stage.link(LIMITED, shop);
    }

    void isFreeAndForeseesSends() {
      assertThat(limits().toString())
          .isEqualTo(
              "{\"reachoutTimelock\":{\"active\":false,\"until\":null,\"kind\":null},"
                  + "\"newChatQuota\":null,\"temporaryBan\":null}");
      assertThat(status().has("limits")).isFalse();
      JsonNode known = check(partner);
      assertThat(known.path("wouldSend").asBoolean()).isTrue();
      assertThat(known.path("isNewChat").asBoolean()).isFalse();
      assertThat(known.at("/recipient/id").asText()).isEqualTo(partner.lid());
      assertThat(known.at("/recipient/phoneNumber").asText()).isEqualTo(partner.number());
      JsonNode unknown = check(stranger);
      assertThat(unknown.path("wouldSend").asBoolean()).isTrue();
      assertThat(unknown.path("isNewChat").asBoolean()).isTrue();
      JsonNode nobody = call("clientCheckSend", Map.of("chatId", "22999999999@c.us"));
      assertThat(nobody.path("onWhatsApp").asBoolean(true)).isFalse();
      assertThat(nobody.at("/refusal/error").asText()).isEqualTo("chat_not_found");
    }

    void stopsUnderATimelockUntilItIsLifted() {
      String channel =
          call("clientCreateChannel", Map.of("title", "Limited"))
              .at("/result/nid/_serialized")
              .asText();
      restrict();
      Answer held = request(partner, Map.of("prefer", "respond-async"));
      assertThat(held.status()).as(held.text()).isEqualTo(202);
      Answer report = stage.api.get("/commands/" + held.body().path("commandId").asText());
      for (Answer said : new Answer[] {held, report}) {
        assertThat(said.body().path("heldUntil").asLong()).isEqualTo(end);
        assertThat(said.body().path("heldBecause").asText()).isEqualTo("restriction");
      }
      JsonNode foreseen = dryRun("clientSendMessage", to(partner));
      assertThat(foreseen.path("wouldSend").asBoolean()).isTrue();
      assertThat(foreseen.path("hold").toString())
          .isEqualTo("{\"until\":" + end + ",\"reason\":\"restriction\"}");
      fails("clientSendMessage", FailureCode.RESTRICTED_NEW_CHATS, to(stranger));
      Map<String, String> invitation = Map.of("chatId", channel, "userId", stranger.id());
      assertThat(dryRun("channelSendChannelAdminInvite", invitation).at("/refusal/error").asText())
          .isEqualTo("restricted_new_chats");
      fails("channelSendChannelAdminInvite", FailureCode.RESTRICTED_NEW_CHATS, invitation);
      assertThat(stranger.conversation(shop.id())).isEmpty();
      HashMap<String, String> nobody = new HashMap<>(to(partner));
      nobody.put("chatId", "22999999999@c.us");
      fails("clientSendMessage", FailureCode.CHAT_NOT_FOUND, nobody);
      stage.call("chatFetchMessages", here(Map.of("chatId", partner.id()))); // its chat can be read
      assertThat(partner.conversation(shop.id())).hasSize(1);

      impose(Map.of());
      Stage.patiently().until(() -> partner.conversation(shop.id()).size() == 2);
    }

    /** A restriction imposed while the page starts is not pushed to the page. */
    void knowsItsLimitsBeforeItsFirstSend() {
      int before = partner.conversation(shop.id()).size();
      impose(Map.of("timelock", Map.of("until", end, "type", "DEFAULT"), "quiet", true));
      stage.call("sessionRestart", here(Map.of()));
      for (int i = 0; i < 5; i++) {
        assertThat(request(partner, Map.of("prefer", "respond-async")).status()).isEqualTo(202);
      }

      Stage.patiently().until(() -> status().at("/limits/reachoutTimelock/active").asBoolean());

      Answer held = request(partner, Map.of("prefer", "respond-async"));
      assertThat(held.body().path("heldBecause").asText()).isEqualTo("restriction");
      assertThat(partner.conversation(shop.id())).hasSize(before);
      impose(Map.of());
      Stage.patiently().until(() -> partner.conversation(shop.id()).size() == before + 6);
    }

    void refusesAtOnceWhatATimelockOutlasts() {
      restrict();
      Answer refused = request(partner, Map.of("command-expires-in", "60"));
      assertThat(refused.status()).as(refused.text()).isEqualTo(429);
      assertThat(refused.body().path("error").asText()).startsWith("too_many_requests");
      stage.call("sendingSet", here(Map.of("stopOnRestriction", false)));
      impose(Map.of());
      Stage.patiently().until(() -> !status().has("limits"));
    }

    private void restrict() {
      impose(Map.of("timelock", Map.of("until", end, "type", "DEFAULT")));
      Stage.patiently().until(() -> status().at("/limits/reachoutTimelock/active").asBoolean());
    }

    private Answer request(Phone to, Map<String, String> headers) {
      return stage.api.send(
          "POST", "/client/sendMessage/" + LIMITED, Stage.fields(to(to)).toString(), headers);
    }

    void writesOnlyToPartnersUnderATimelock() {
      impose(Map.of("timelock", Map.of("until", end, "type", "BIZ_QUALITY")));
      JsonNode told =
          Stage.patiently().until(() -> status().path("limits"), limits -> limits.isObject());
      assertThat(told.path("reachoutTimelock").toString())
          .isEqualTo("{\"active\":true,\"until\":" + end + ",\"kind\":\"BIZ_QUALITY\"}");
      assertThat(limits()).isEqualTo(told);

      String toPartner = send(partner).at("/message/id/id").asText();
      String refused = fails("clientSendMessage", FailureCode.RESTRICTED_NEW_CHATS, to(stranger));
      assertThat(refused).endsWith("until " + end);
      Map<String, String> quote =
          Map.of("chatId", partner.id(), "messageId", toPartner, "content", "Look");
      HashMap<String, String> elsewhere = new HashMap<>(quote);
      elsewhere.put("destinationChatId", stranger.id());
      fails("messageReply", FailureCode.RESTRICTED_NEW_CHATS, elsewhere);
      elsewhere.remove("content");
      fails("messageForward", FailureCode.RESTRICTED_NEW_CHATS, elsewhere);
      for (String operation : new String[] {"messageForward", "messageReply"}) {
        elsewhere.put("content", "Look");
        assertThat(dryRun(operation, elsewhere).at("/refusal/error").asText())
            .isEqualTo("restricted_new_chats");
      }
      assertThat(dryRun("messageReply", quote).path("wouldSend").asBoolean()).isTrue();
      assertThat(stranger.conversation(shop.id())).isEmpty();
      assertThat(partner.conversation(shop.id())).hasSize(9);
    }

    void learnsFromARefusalThatItDidNotForesee() {
      impose(Map.of());
      Stage.patiently().until(() -> !status().has("limits"));
      impose(Map.of("timelock", Map.of("until", end, "type", "DEFAULT"), "quiet", true));
      assertThat(check(stranger).path("wouldSend").asBoolean()).isTrue();

      fails("clientSendMessage", FailureCode.RESTRICTED_NEW_CHATS, to(stranger));

      Stage.patiently().until(() -> status().at("/limits/reachoutTimelock/active").asBoolean());
      assertThat(check(stranger).path("wouldSend").asBoolean(true)).isFalse();
      assertThat(stranger.conversation(shop.id())).isEmpty();
    }

    void countsNewPeople() {
      long start = end - 7_200;
      impose(
          Map.of("capping", Map.of("total", 1, "used", 0, "cycleStart", start, "cycleEnd", end)));
      Stage.patiently().until(() -> status().at("/limits/newChatQuota/total").asInt() == 1);
      send(stranger);
      Stage.patiently()
          .until(() -> status().at("/limits/newChatQuota/status").asText().equals("CAPPED"));
      assertThat(limits().path("newChatQuota").toString())
          .isEqualTo(
              "{\"status\":\"CAPPED\",\"used\":1,\"total\":1,\"cycleStart\":%d,\"cycleEnd\":%d}"
                  .formatted(start, end));

      fails("clientSendMessage", FailureCode.NEW_CHAT_QUOTA_USED_UP, to(another));
      assertThat(check(another).at("/refusal/error").asText()).isEqualTo("new_chat_quota_used_up");
      send(partner);
      another.write(shop.id(), "Are you there?");
      Stage.patiently().until(() -> check(another).path("wouldSend").asBoolean());
      send(another);

      impose(Map.of("capping", Map.of("total", 1, "used", 1, "cycleStart", 0, "cycleEnd", 0)));
      Stage.patiently().until(() -> limits().at("/newChatQuota/cycleEnd").isNull());
      fails("clientSendMessage", FailureCode.NEW_CHAT_QUOTA_USED_UP, to(stranger));
    }

    void saysThatItIsBanned() {
      impose(Map.of("ban", Map.of("until", end, "code", 101, "message", "Too many people")));
      Stage.patiently().until(() -> status().at("/limits/temporaryBan").isObject());
      JsonNode ban = limits().path("temporaryBan");
      assertThat(ban.path("reason").asText()).isEqualTo("Too many people");
      assertThat(ban.path("until").asLong()).isBetween(end - 60, end + 60);
      assertThat(shop.devices()).hasSize(1);
      assertThat(status().path("reason").asText()).isEqualTo("temporarily_banned");
      long until = status().at("/limits/temporaryBan/until").asLong();
      int before = partner.conversation(shop.id()).size();
      JsonNode foreseen = dryRun("clientSendMessage", to(partner));
      assertThat(foreseen.path("hold").toString())
          .isEqualTo("{\"until\":" + until + ",\"reason\":\"restriction\"}");
      assertThat(foreseen.path("recipient").isNull()).isTrue();
      Answer held = request(partner, Map.of());
      assertThat(held.status()).as(held.text()).isEqualTo(202);
      assertThat(held.body().path("heldUntil").asLong()).isEqualTo(until);

      impose(Map.of());
      Stage.patiently().until(() -> partner.conversation(shop.id()).size() == before + 1);
      Stage.patiently()
          .until(() -> status().path("success").asBoolean() && !status().has("limits"));
    }

    private void impose(Map<String, ?> limits) {
      shop.ask("PUT", "/limits", Stage.fields(limits));
    }

    private JsonNode limits() {
      return call("clientGetAccountLimits", Map.of()).path("limits");
    }

    private JsonNode status() {
      return call("sessionStatus", Map.of());
    }

    private JsonNode check(Phone phone) {
      return call("clientCheckSend", Map.of("chatId", phone.id()));
    }

    private JsonNode send(Phone phone) {
      return call("clientSendMessage", to(phone));
    }

    private static Map<String, String> to(Phone phone) {
      return Map.of("chatId", phone.id(), "contentType", "string", "content", "Hello");
    }

    private ObjectNode call(String operation, Map<String, ?> fields) {
      return stage.call(operation, here(fields));
    }

    private String fails(String operation, FailureCode code, Map<String, ?> fields) {
      String error = stage.fails(operation, code, here(fields));
      assertThat(error).startsWith(code.text());
      return error;
    }

    private JsonNode dryRun(String operation, Map<String, ?> fields) {
      Answer answer =
          LimitsContractE2E.dryRun(stage, Documented.operation(operation), LIMITED, fields);
      Documented.assertSuccess(Documented.operation("clientCheckSend"), answer);
      return answer.body();
    }

    private static Map<String, Object> here(Map<String, ?> fields) {
      Map<String, Object> all = new HashMap<>(fields);
      all.put("sessionId", LIMITED);
      return all;
    }

    @Override
    public void close() {
      stage.call("sessionTerminate", Map.of("sessionId", LIMITED));
      another.close();
      stranger.close();
      partner.close();
      shop.close();
    }
  }
}
