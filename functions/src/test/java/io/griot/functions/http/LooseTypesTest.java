package io.griot.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooseTypesTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chatFetchMessages|{'searchOptions':{'limit':'20','fromMe':'false'}}"
            + "|{'searchOptions':{'limit':20,'fromMe':false}}",
        "clientSendMessage|{'contentType':'Location','content':{'latitude':'12.37','longitude':'-1.5'}}"
            + "|{'contentType':'Location','content':{'latitude':12.37,'longitude':-1.5}}",
        "clientSendMessage|{'options':{'isViewOnce':1,'sendMediaAsHd':0}}"
            + "|{'options':{'isViewOnce':true,'sendMediaAsHd':false}}",
        "clientCreateGroup|{'options':{'messageTimer':'86400'}}|{'options':{'messageTimer':86400}}",
      })
  void takesATextForTheNumberOrBooleanThatItReadsAs(String operation, String given, String read) {
    assertThat(read(operation, given).toString()).isEqualTo(read.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSendMessage|{'options':{'linkPreview':null}}|{'options':{}}",
        "groupChatAddParticipants|{'contactIds':null,'participantIds':'1@c.us'}"
            + "|{'participantIds':'1@c.us'}",
        "messageReply|{'contentType':null,'content':'x'}|{'content':'x'}",
      })
  void takesNullForLeftOut(String operation, String given, String read) {
    assertThat(read(operation, given).toString()).isEqualTo(read.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSendMessage|{'contentType':'Poll','content':{'pollOptions':{'0':'a','2':'b'}}}"
            + "|{'contentType':'Poll','content':{'pollOptions':['a','b']}}",
        "groupChatAddParticipants|{'participantIds':{'1':'1@c.us'}}|{'participantIds':['1@c.us']}",
      })
  void takesAListWithGapsForAnArray(String operation, String given, String read) {
    assertThat(read(operation, given).toString()).isEqualTo(read.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSendMessage|{'chatId':[237690000002]}|{'chatId':237690000002}",
        "clientSendMessage|{'options':{'mentions':'ALL'}}|{'options':{'mentions':'all'}}",
        "clientSendMessage|{'chatId':' 120363021234567890@G.US '}"
            + "|{'chatId':'120363021234567890@g.us'}",
        "clientSendMessage|{'options':{'mentions':['123456789012345@LID ']}}"
            + "|{'options':{'mentions':['123456789012345@lid']}}",
      })
  void takesWhomIsMeantWithoutSpacesAndCapitals(String operation, String given, String read) {
    assertThat(read(operation, given).toString()).isEqualTo(read.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSendMessage|{'options':[]}|{'options':{}}",
        "clientSendMessage|{'options':{'media':[],'extra':[],'mentions':[]}}"
            + "|{'options':{'media':{},'extra':{},'mentions':[]}}",
        "clientSendMessage|{'contentType':'MessageMedia','content':[]}"
            + "|{'contentType':'MessageMedia','content':{}}",
        "chatFetchMessages|{'searchOptions':[]}|{'searchOptions':{}}",
        "clientSendMessage|{'contentType':'Location','content':{'description':[]}}"
            + "|{'contentType':'Location','content':{'description':{}}}",
      })
  void takesAnEmptyArrayForAnEmptyObject(String operation, String given, String read) {
    assertThat(read(operation, given).toString()).isEqualTo(read.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSendMessage|{'chatId':['1@c.us'],'contentType':['string'],'content':['x']}"
            + "|{'chatId':'1@c.us','contentType':'string','content':'x'}",
        "clientSendMessage|{'content':['1'],'contentType':['Location']}"
            + "|{'content':['1'],'contentType':'Location'}",
        "chatFetchMessages|{'searchOptions':{'limit':[20],'fromMe':['false']}}"
            + "|{'searchOptions':{'limit':20,'fromMe':false}}",
        "clientSendMessage|{'options':{'linkPreview':[true],'caption':['x']}}"
            + "|{'options':{'linkPreview':true,'caption':'x'}}",
        "clientSearchMessages|{'options':{'limit':['5'],'chatId':['1@c.us']}}"
            + "|{'options':{'limit':5,'chatId':'1@c.us'}}",
        "groupChatAddParticipants|{'participantIds':[['1@c.us'],'2@c.us']}"
            + "|{'participantIds':['1@c.us','2@c.us']}",
      })
  void takesAnArrayOfOneForTheTextOrNumberInIt(String operation, String given, String read) {
    assertThat(read(operation, given).toString()).isEqualTo(read.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSendMessage|{'chatId':null,'contentType':'string','content':'20'}",
        "clientSendMessage|{'contentType':'string','content':'true','options':{'caption':'1'}}",
        "clientSendMessage|{'options':null,'unknown':null,'other':{'limit':'20'}}",
        "chatFetchMessages|{'searchOptions':{'limit':'20 messages','fromMe':'perhaps'}}",
        "chatFetchMessages|{'searchOptions':'{}'}",
        "chatFetchMessages|{'chatId':['1@c.us','2@c.us'],'searchOptions':{'limit':[1,2]}}",
        "chatFetchMessages|{'chatId':[],'searchOptions':{'limit':['many'],'fromMe':[[true]]}}",
        "clientSendMessage|{'contentType':[7],'options':[{}],'unknown':['x'],'other':[]}",
        "groupChatAddParticipants|{'participantIds':['1@c.us']}",
        "clientSendMessage|{'contentType':'Poll','content':{'pollOptions':['one']}}",
        "clientMuteChat|{'unmuteDate':'1767225600'}",
        "clientGetNumberId|{'number':'22670123456'}",
      })
  void leavesEverythingElse(String operation, String given) {
    assertThat(read(operation, given).toString()).isEqualTo(given.replace('\'', '"'));
  }

  private static ObjectNode read(String operation, String fields) {
    return LooseTypes.read(
        Json.readObject(fields.replace('\'', '"')),
        CATALOGUE.operation(operation).orElseThrow().requestSchema().orElseThrow());
  }
}
