package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Operation.Runs;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.contract.HostileRequests.Hostile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No request may cause a server error: every answer is documented for its operation, and none has
 * the status 500. The requests are generated from a fixed seed, and go to a connected session of
 * their own; valid ones reach its page.
 */
@ExtendWith(StageExtension.class)
class HostileContractE2E {
  private static final long SEED = 20_260_823;
  private static final String SESSION = "besieged";
  private static final int AT_ONCE = 4;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** Statuses of the gateway itself, for a malformed or too long path or header. */
  private static final List<Integer> OF_THE_GATEWAY = List.of(400, 414, 431);

  @Test
  void nothingThatACallerSendsIsTheServersFault(Stage stage) throws Exception {
    String key = stage.key("besieged");
    try (ApiClient api = stage.customer("besieged");
        Phone shop = stage.newPhone("Besieged shop");
        Phone friend = stage.newPhone("Friend of the besieged");
        HttpClient http = HttpClient.newHttpClient();
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      stage.link(api, SESSION, shop);
      OddIds ids = new OddIds(known(api, shop, friend));
      List<Hostile> requests = requests(ids, friend, sent(api, friend));
      SoftAssertions all = new SoftAssertions();
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (Hostile request : requests) {
        answers.add(callers.submit(() -> send(http, stage, key, request)));
      }
      for (int i = 0; i < requests.size(); i++) {
        check(all, requests.get(i), answers.get(i));
      }
      all.assertThat(api.get("/session/status/" + SESSION).success()).isTrue();
      all.assertAll();
      assertThat(api.get("/session/terminate/" + SESSION).success()).isTrue();
    }
  }

  private static String sent(ApiClient api, Phone friend) {
    ObjectNode text = ApiClient.text(friend.id(), "The siege begins");
    return made(api, "/client/sendMessage/", text, "/message/id/id");
  }

  /** Ids of people, groups and a channel, the account's own and others'. */
  private static List<String> known(ApiClient api, Phone shop, Phone friend) {
    ObjectNode group =
        Stage.fields(Map.of("name", "Besieged", "participants", List.of(friend.number())));
    ObjectNode channel = Stage.fields(Map.of("title", "Besieged"));
    return List.of(
        shop.id(),
        friend.id(),
        Groups.makeOn(friend, "Not besieged", shop),
        made(api, "/client/createGroup/", group, "/response/gid/_serialized"),
        made(api, "/client/createChannel/", channel, "/result/nid/_serialized"));
  }

  /** Makes a call, and returns the id of what it created. */
  private static String made(ApiClient api, String path, ObjectNode fields, String id) {
    Answer answer = api.post(path + SESSION, fields);
    assertThat(answer.success()).as(answer.text()).isTrue();
    assertThat(answer.body().at(id).asText()).as(answer.text()).isNotEmpty();
    return answer.body().at(id).asText();
  }

  private static List<Hostile> requests(OddIds ids, Phone friend, String message) {
    HostileRequests hostile = new HostileRequests(new Random(SEED));
    return operations()
        .flatMap(operation -> {
          ObjectNode right = right(operation, friend, message);
          return Stream.concat(
              hostile.of(operation, SESSION, right).stream(),
              ids.of(operation, SESSION, right).stream());
        })
        .toList();
  }

  /** The operations that create no session and do not end this one. */
  private static Stream<Operation> operations() {
    return Documented.CATALOGUE.operations().stream()
        .filter(operation -> operation.path().text().contains("{sessionId}"))
        .filter(operation -> operation.runs() != Runs.SCREEN)
        .filter(operation -> !changesTheSession(operation))
        .filter(
            operation -> !Documented.ownFailures(operation).contains(FailureCode.SESSION_EXISTS));
  }

  private static boolean changesTheSession(Operation operation) {
    return operation.runs() == Runs.API
        && operation.effect() == Effect.WRITE
        && operation.path().text().startsWith("/session/");
  }

  /** A valid request with an existing chat and message. */
  private static ObjectNode right(Operation operation, Phone friend, String message) {
    ObjectNode right = Documented.exampleRequest(operation);
    String text = right.toString().replaceAll("\"2267\\d+(@c\\.us)?\"", "\"" + friend.id() + "\"");
    ObjectNode adapted = Json.readObject(text);
    if (adapted.has("messageId")) {
      adapted.put("messageId", message);
    }
    return adapted;
  }

  private static HttpResponse<String> send(
      HttpClient http, Stage stage, String key, Hostile hostile)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(stage.address(hostile.path()))
            .timeout(DEADLINE)
            .header("x-api-key", key)
            .method(hostile.operation().method(), BodyPublishers.ofByteArray(hostile.body()));
    for (Map.Entry<String, List<String>> header : hostile.headers().entrySet()) {
      header.getValue().forEach(value -> request.header(header.getKey(), value));
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static void check(
      SoftAssertions all, Hostile request, Future<HttpResponse<String>> pending)
      throws InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = pending.get();
    } catch (ExecutionException e) {
      all.fail("%s: no answer: %s".formatted(request, e.getCause()), e.getCause());
      return;
    }
    all.assertThatCode(() -> check(request, answer.statusCode(), answer.body()))
        .as("%s", request)
        .doesNotThrowAnyException();
  }

  private static void check(Hostile request, int status, String text) {
    Operation operation = request.operation();
    if (status == 200 && text.startsWith("{")) {
      Documented.assertAnswer(operation, text);
    } else if (status >= 300) {
      String error = Json.readObject(text).path("error").asText();
      if (!isOfTheGateway(status, error) && !leadsNowhere(request, error)) {
        FailureCode code = Documented.failure(operation, status, error);
        assertThat(status < 500 || code == FailureCode.UNAVAILABLE_IN_THIS_VERSION)
            .as("%s", error)
            .isTrue();
      }
    }
  }

  private static boolean isOfTheGateway(int status, String error) {
    return OF_THE_GATEWAY.contains(status) && error.equals("bad_request");
  }

  /** Whether a slash in the session's name makes the path another one. */
  private static boolean leadsNowhere(Hostile request, String error) {
    return request.what().equals("a session") && error.equals(FailureCode.ROUTE_NOT_FOUND.text());
  }
}
