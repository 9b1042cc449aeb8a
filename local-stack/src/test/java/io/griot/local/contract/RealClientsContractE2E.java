package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same request as different clients of the original API write it. */
@ExtendWith(StageExtension.class)
class RealClientsContractE2E {
  private static final Operation SEND = Documented.operation("clientSendMessage");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/client/sendMessage/shop/|application/json"
            + "|{'chatId':'CHAT','contentType':'string','content':'Hello'}",
        "/Client/SendMessage/shop|application/json; charset=utf-8"
            + "|{'chatId':'CHAT','contentType':'string','content':'Hello','other':[null]}",
        "/client/sendMessage/shop|text/plain;charset=UTF-8"
            + "|{'chatId':'CHAT','contentType':'string','content':'Hello'}",
        "/client/sendMessage/shop|application/x-www-form-urlencoded"
            + "|chatId=CHAT&contentType=string&content=Hello&options[linkPreview]=false",
        "/client/sendMessage/shop|application/json"
            + "|{'chatId':'CHAT','contentType':'string','content':'Hello','options':null}",
        "/client/sendMessage/shop|application/json"
            + "|{'chatId':'CHAT','contentType':'string','content':'Hello','options':"
            + "{'linkPreview':'false','sendSeen':1,'isViewOnce':null,'mentions':null,'media':null}}",
      })
  void sendsAMessageHoweverItIsAskedTo(String path, String type, String body, Stage stage) {
    Phone reader = stage.newPhone("Hears from real clients");
    String asked = body.replace('\'', '"').replace("CHAT", reader.id());

    Answer answer = stage.api.send("POST", path, asked, Map.of("content-type", type));

    Documented.assertSuccess(SEND, answer);
    assertThat(answer.body().at("/message/body").asText()).isEqualTo("Hello");
  }

  @Test
  void takesATextForANumber(Stage stage) {
    Conversation conversation = Conversation.begin(stage, "Counts in texts");
    conversation.other().write(stage.shop.id(), "Another one");
    Map<String, ?> fields =
        Map.of(
            "chatId", conversation.id(), "searchOptions", Map.of("limit", "1", "fromMe", "false"));

    JsonNode messages =
        Stage.patiently()
            .until(
                () -> stage.call("chatFetchMessages", fields).path("messages"),
                found -> found.path(0).path("body").asText().equals("Another one"));

    assertThat(messages).hasSize(1);
  }

  @Test
  void paysNoAttentionToTheBodyOfAGet(Stage stage) {
    Answer answer = stage.api.send("GET", "/client/getState/shop/?unused=1", "{\"a\":", Map.of());

    Documented.assertSuccess(Documented.operation("clientGetState"), answer);
    assertThat(answer.body())
        .isEqualTo(Json.readObject("{\"success\":true,\"state\":\"CONNECTED\"}"));
  }
}
