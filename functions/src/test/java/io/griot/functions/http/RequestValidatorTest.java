package io.griot.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestValidatorTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private final RequestValidator validator = new RequestValidator();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|chatId: is missing",
        "{'chatId':'1@c.us','contentType':'string'}|content: is missing",
        "{'chatId':null,'contentType':'string','content':'x'}|chatId: must be a string",
        "{'chatId':'1@c.us','contentType':'string'}|content: is missing",
        "{'chatId':'1@c.us','contentType':7,'content':'x'}|contentType: must be a string",
        "{'chatId':'1@c.us','contentType':'MessageMedia','content':'x'}"
            + "|content: must be an object",
        "{'chatId':'1@c.us','contentType':'MessageMedia','content':{'mimetype':'image/png'}}"
            + "|content.data: is missing",
        "{'chatId':'1@c.us','contentType':'string','content':{}}|content: must be a string",
        "{'chatId':'1@c.us','contentType':'string','content':''}|content: must not be empty",
        "{'chatId':'1@c.us','contentType':'string','content':'x','options':[]}"
            + "|options: must be an object or null",
        "{'chatId':'1@c.us','contentType':'string','content':'x','options':{'linkPreview':1}}"
            + "|options.linkPreview: must be a boolean",
        "{'chatId':'1@c.us','contentType':'string','content':'x','options':{'media':{}}}"
            + "|options.media.mimetype: is missing",
        "{'chatId':'1@c.us','contentType':'string','content':'x',"
            + "'options':{'stickerCategories':['a',2]}}"
            + "|options.stickerCategories[1]: must be a string",
      })
  void namesTheFieldAndWhatIsWrongWithIt(String json, String error) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> check("clientSendMessage", json))
        .matches(failure -> failure.code() == FailureCode.INVALID_FIELD)
        .extracting(ApiFailure::error)
        .isEqualTo(error);
  }

  @Test
  void namesTheVariantsOfAFieldThatChoosesBetweenThem() {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() ->
            check("clientSendMessage", "{'chatId':'1@c.us','contentType':'Song','content':'x'}"))
        .satisfies(failure ->
            assertThat(failure.error())
                .startsWith("contentType: must be one of string, MessageMedia")
                .doesNotContain("Song"));
  }

  @Test
  void doesNotRepeatTheValue() {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> check("clientGetChatById", "{'chatId':'+226 70 12 34 56'}"))
        .satisfies(failure ->
            assertThat(failure.error()).startsWith("chatId: must match").doesNotContain("226"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSendMessage|{'chatId':'1@c.us','contentType':'string','content':'x','other':1}",
        "clientSendMessage|{'chatId':'1-2@g.us','contentType':'string','content':'x',"
            + "'options':{'mentions':'1@c.us','caption':null,'unknown':[]}}",
        "clientSendMessage|{'chatId':'status@broadcast','contentType':'string','content':'x',"
            + "'options':null}",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'MessageMedia','content':"
            + "{'mimetype':'image/png','data':'AAAA','filename':null,'filesize':'3'}}",
        "clientGetNumberId|{'number':'22670123456'}",
        "clientGetNumberId|{'number':22670123456}",
        "chatFetchMessages|{'chatId':'1@lid','searchOptions':'{}'}",
        "chatFetchMessages|{'chatId':'1@lid','searchOptions':{'limit':5,'fromMe':true}}",
        "messageReact|{'chatId':'1@lid','messageId':'3EB0','reaction':''}",
        "clientGetChats|{'anything':1}",
      })
  void takesWhatClientsOfTheOriginalSend(String operation, String json) {
    assertThatCode(() -> check(operation, json)).doesNotThrowAnyException();
  }

  private void check(String id, String json) {
    Operation operation = CATALOGUE.operation(id).orElseThrow();
    validator.check(operation, Json.readObject(json.replace('\'', '"')));
  }
}
