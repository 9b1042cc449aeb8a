package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Operation.Runs;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * WhatsApp's server asks for a slower pace. Every operation is then called with a valid request, on
 * a separate session.
 */
@ExtendWith(StageExtension.class)
class PaceContractE2E {
  private static final String SESSION = "hurried";
  private static final String STATUS = "status@broadcast";

  /** Read operations, by the catalogue's naming. */
  private static final Pattern LOOKS =
      Pattern.compile("(client|chat|groupChat|message|contact|channel)(Get|Search|Fetch|Is)\\w+");

  /**
   * Operations that empty a chat. They run last, so that the others have messages to work on. They
   * are in the account's own order.
   */
  private static final Pattern EMPTIES = Pattern.compile("chat(Clear|Delete)\\w*");

  @Test
  void isAnsweredAsSuchByEveryOperation(Stage stage) throws Exception {
    try (Hurried hurried = new Hurried(stage)) {
      List<Operation> looks = operations().filter(PaceContractE2E::looks).toList();
      List<Operation> others =
          operations()
              .filter(operation -> !looks(operation))
              .sorted(Comparator.comparing(PaceContractE2E::empties))
              .toList();
      Map<Operation, Answer> usual = hurried.answers(looks);
      hurried.tooFast(true);
      Map<Operation, Answer> tooFast = hurried.answers(looks);
      tooFast.putAll(hurried.answers(others));
      hurried.tooFast(false);
      // Its chat was deleted. WhatsApp's page recreates it and reports it later.
      hurried.message = hurried.write();

      // Operations that fail for another reason do so at any pace; those that succeeded are not
      // repeated.
      usual.putAll(
          hurried.answers(
              others.stream().filter(operation -> isOtherwise(tooFast.get(operation))).toList()));
      SoftAssertions all = new SoftAssertions();
      tooFast.forEach((operation, answer) ->
          all.assertThatCode(() -> check(operation, answer, usual.get(operation)))
              .as("%s: %d %.300s", operation.id(), answer.status(), answer.text())
              .doesNotThrowAnyException());
      all.assertAll();
      // The cases must not be empty.
      assertThat(tooFast.values())
          .filteredOn(answer -> answer.status() == 429)
          .hasSizeGreaterThan(40);
    }
  }

  private static boolean isOtherwise(@Nullable Answer answer) {
    return answer != null && !Set.of(200, 429).contains(answer.status());
  }

  private static boolean empties(Operation operation) {
    return EMPTIES.matcher(operation.id()).matches();
  }

  private static boolean looks(Operation operation) {
    return LOOKS.matcher(operation.id()).matches();
  }

  /** Asserts that the failure is WhatsApp's pace, or that the answer is as usual. */
  private static void check(Operation operation, Answer answer, @Nullable Answer usual) {
    String error = answer.body().path("error").asText();
    if (answer.status() == 200) {
      Documented.assertAnswer(operation, answer.text());
    } else if (Documented.failure(operation, answer.status(), error)
        == FailureCode.TOO_MANY_REQUESTS) {
      return;
    }
    if (usual != null) {
      assertThat(answer.body()).isEqualTo(usual.body());
    } else {
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  /** Asserts the refusal of every kind of content, and that nothing was sent. */
  @Test
  void isAnsweredAsSuchToEveryKindOfContent(Stage stage) throws Exception {
    try (Hurried hurried = new Hurried(stage)) {
      List<ObjectNode> contents = contents(stage, hurried.friend);
      assertThat(contents)
          .extracting(content -> content.path("contentType").asText())
          .containsExactlyInAnyOrderElementsOf(contentTypes());
      SoftAssertions all = new SoftAssertions();
      int before = hurried.friend.conversation(hurried.shop.id()).size();
      hurried.tooFast(true);
      try {
        for (ObjectNode content : contents) {
          for (String chat : List.of(hurried.friend.id(), hurried.group, STATUS)) {
            boolean isTaken = !chat.equals(STATUS) || isPost(content);
            all.assertThat(hurried.send("clientSendMessage", content.put("chatId", chat)))
                .as("%s", content)
                .startsWith(isTaken ? "too_many_requests" : "refused_by_whatsapp");
          }
          if (isPost(content)) {
            content.put("chatId", hurried.channel);
            all.assertThat(hurried.send("channelSendMessage", content))
                .as("%s", content)
                .startsWith("too_many_requests");
          }
        }
      } finally {
        hurried.tooFast(false);
      }
      all.assertAll();
      assertThat(hurried.friend.conversation(hurried.shop.id())).hasSize(before);
    }
  }

  private static List<String> contentTypes() {
    JsonNode request = Documented.operation("clientSendMessage").requestSchema().orElseThrow();
    return request.findValues("contentType").stream()
        .flatMap(schema -> Stream.concat(schema.findValues("enum").stream(), constants(schema)))
        .flatMap(PaceContractE2E::texts)
        .distinct()
        .toList();
  }

  private static Stream<JsonNode> constants(JsonNode schema) {
    return schema.findValues("const").stream();
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isArray() ? node.valueStream().map(JsonNode::asText) : Stream.of(node.asText());
  }

  /** Whether status posts and channels accept this content. */
  private static boolean isPost(ObjectNode content) {
    return Set.of("string", "MessageMedia").contains(content.path("contentType").asText());
  }

  private static List<ObjectNode> contents(Stage stage, Phone friend) {
    String png = SampleFiles.base64(SampleFiles.png(40, 30));
    Map<String, ?> media = Map.of("mimetype", "image/png", "data", png);
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("string", "Faster");
    contents.put("MessageMedia", media);
    contents.put("MessageMediaFromURL", stage.address("/openapi.json").toString());
    contents.put("Location", Map.of("latitude", 4.05, "longitude", 9.7));
    contents.put("Contact", Map.of("contactId", friend.id()));
    contents.put("Poll", Map.of("pollName", "Which?", "pollOptions", List.of("This", "That")));
    contents.put("Buttons", Map.of("body", "Which?", "buttons", List.of(Map.of("body", "This"))));
    contents.put(
        "List",
        Map.of(
            "body",
            "Which?",
            "sections",
            List.of(Map.of("rows", List.of(Map.of("title", "This"))))));
    return contents.entrySet().stream()
        .map(one -> Stage.fields(Map.of("contentType", one.getKey(), "content", one.getValue())))
        .toList();
  }

  /** The operations of a session's page that need no restart. */
  private static Stream<Operation> operations() {
    return Documented.CATALOGUE.operations().stream()
        .filter(operation -> operation.runs() == Runs.PAGE)
        .filter(operation -> operation.requires() == Requires.CONNECTED);
  }

  /** A session with a friend, a group, a channel and messages, whose server can refuse the pace. */
  private static final class Hurried implements AutoCloseable {
    private final ApiClient api;
    private final Phone shop;
    private final Phone friend;
    private final String group;
    private final String channel;
    private String message;

    Hurried(Stage stage) {
      shop = stage.newPhone("Hurried shop");
      friend = stage.newPhone("Friend of the hurried");
      api = stage.customer("hurried");
      stage.link(api, SESSION, shop);
      shop.ask("PUT", "/contacts", Stage.fields(Map.of("pn", friend.number(), "name", "Friend")));
      message = write();
      group =
          made(
              "/client/createGroup/",
              Stage.fields(Map.of("name", "Hurried", "participants", List.of(friend.number()))),
              "/response/gid/_serialized");
      channel =
          made(
              "/client/createChannel/",
              Stage.fields(Map.of("title", "Hurried")),
              "/result/nid/_serialized");
    }

    /**
     * Sends a message to the friend.
     *
     * @return its id
     */
    String write() {
      ObjectNode text = ApiClient.text(friend.id(), "In a hurry");
      return made("/client/sendMessage/", text, "/message/id/id");
    }

    private String made(String path, ObjectNode fields, String id) {
      Answer answer = api.post(path + SESSION, fields);
      assertThat(answer.body().at(id).asText()).as(answer.text()).isNotEmpty();
      return answer.body().at(id).asText();
    }

    void tooFast(boolean on) {
      shop.ask("PUT", "/faults", Stage.fields(Map.of("tooFast", on)));
    }

    /** Calls operations one after another. */
    Map<Operation, Answer> answers(List<Operation> operations) {
      Map<Operation, Answer> answers = new LinkedHashMap<>();
      operations.forEach(operation -> answers.put(operation, send(operation)));
      return answers;
    }

    /** Sends the operation's example with existing people and messages. */
    private Answer send(Operation operation) {
      String text =
          Documented.exampleRequest(operation)
              .toString()
              .replaceAll("\"2267\\d+(@c\\.us)?\"", "\"" + friend.id() + "\"")
              .replaceAll("\"\\d+@g\\.us\"", "\"" + group + "\"")
              .replaceAll("\"\\d+@newsletter\"", "\"" + channel + "\"");
      ObjectNode fields = Json.readObject(text);
      if (fields.has("messageId")) {
        fields.put("messageId", message);
      }
      if (fields.has("pictureData")) {
        fields.put("pictureData", SampleFiles.base64(SampleFiles.png(40, 40)));
      }
      String path = operation.path().text().replace("{sessionId}", SESSION);
      String body = operation.method().equals("GET") ? null : fields.toString();
      return api.send(operation.method(), path, body, Map.of());
    }

    /**
     * Sends a request.
     *
     * @return its error
     */
    String send(String operation, ObjectNode fields) {
      String path = Documented.operation(operation).path().text().replace("{sessionId}", SESSION);
      Answer answer = api.post(path, fields);
      return answer.body().path("error").asText(answer.text());
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
