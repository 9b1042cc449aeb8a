package io.griot.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import java.util.List;
import java.util.regex.Pattern;
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
            + "|options.media.mimetype: is missing, or mediaId",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chatFetchMessages|{'chatId':'1@c.us','searchOptions':{'limit':'many'}}"
            + "|searchOptions.limit: must be a number",
        "chatFetchMessages|{'chatId':'1@c.us','searchOptions':7}"
            + "|searchOptions: must be an object, a string or null",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'Poll','content':"
            + "{'pollName':'?','pollOptions':['one']}}|content.pollOptions: 2 to 12 texts",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'Poll','content':"
            + "{'pollName':'?','pollOptions':['one',2]}}|content.pollOptions[1]: must be a string",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'Location','content':"
            + "{'latitude':91,'longitude':0}}|content.latitude: must be from -90 to 90",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'Location','content':"
            + "{'latitude':1,'longitude':0,'description':{'name':7}}}"
            + "|content.description.name: must be a string or null",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'Contact','content':{'contactId':'1'}}"
            + "|content.contactId: must be like 22670123456@c.us",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'Contact','content':{'contactId':'Blaise'}}"
            + "|content.contactId: must be like 22670123456@c.us",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'Contact','content':{'contactId':'1-2@g.us'}}"
            + "|content.contactId: must be like 22670123456@c.us",
        "messageReply|{'chatId':'1@c.us','messageId':'A','contentType':'Contact','content':{'contactId':'0690000002'}}"
            + "|content.contactId: must be like 22670123456@c.us",
        "channelSendChannelAdminInvite|{'chatId':'1@newsletter','userId':'Blaise'}"
            + "|userId: must be like 22670123456@c.us",
        "channelTransferChannelOwnership|{'chatId':'1@newsletter','newOwnerId':'1-2@g.us'}"
            + "|newOwnerId: must be like 22670123456@c.us",
        "clientSendMessage|{'chatId':'1@c.us','contentType':'MessageMediaFromURL','content':'a.pdf'}"
            + "|content: must be like https://shop.example/catalogue.pdf",
        "clientSearchMessages|{'query':'x','options':{'limit':1001}}"
            + "|options.limit: must be from 1 to 1000",
        "clientSearchMessages|{'query':'x','options':{'limit':1.5}}"
            + "|options.limit: must be an integer or null",
        "clientSearchMessages|{'query':'x','options':{'chatId':'shop'}}"
            + "|options.chatId: must be like 22670123456@c.us, 120363041234567890@g.us or 120363401234567890@newsletter",
        "groupChatAddParticipants|{'chatId':'1@g.us'}|contactIds: is missing, or participantIds",
        "groupChatAddParticipants|{'chatId':'1@g.us','contactIds':[]}"
            + "|contactIds: 1 to 1024 texts",
        "groupChatAddParticipants|{'chatId':'1@g.us','contactIds':['22670123456',true]}"
            + "|contactIds[1]: must be a string",
        "groupChatApproveGroupMembershipRequests|{'chatId':'1@g.us','options':{'requesterIds':7}}"
            + "|options.requesterIds: must be a string or an array",
        "groupChatAddParticipants|{'chatId':'1@g.us','contactIds':7}"
            + "|contactIds: must be a string or an array",
        "clientSetProfilePicture|{}" + "|pictureMimetype: is missing, or mediaId",
        "clientSetProfilePicture|{'pictureData':'AAAA'}|pictureMimetype: is missing",
        "clientSetProfilePicture|{'pictureData':'AAAA','pictureMimetype':'video/mp4'}"
            + "|pictureMimetype: must be like image/jpeg",
      })
  void explainsTheInnermostFieldOfTheAlternativeThatWasMeant(
      String operation, String json, String error) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> check(operation, json))
        .extracting(ApiFailure::error)
        .isEqualTo(error);
  }

  @Test
  void hasAnExampleForEveryPattern() {
    for (Operation operation : CATALOGUE.operations()) {
      for (JsonNode schema :
          operation.requestSchema().map(all -> all.findParents("pattern")).orElse(List.of())) {
        assertThat(schema.path("examples"))
            .as("%s: %s", operation.id(), schema)
            .isNotEmpty()
            .allMatch(example ->
                Pattern.compile(schema.path("pattern").asText()).matcher(example.asText()).find());
      }
    }
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
        .isThrownBy(() -> check("clientGetChatById", "{'chatId':'Fatou, 12 rue 7'}"))
        .satisfies(failure ->
            assertThat(failure.error())
                .isEqualTo(
                    "chatId: must be like 22670123456@c.us, 120363041234567890@g.us or 120363401234567890@newsletter"));
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
