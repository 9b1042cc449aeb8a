package io.griot.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.griot.contract.Command;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.ObservationItem;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.command.AcceptanceStep;
import io.griot.local.aws.LocalAws;
import io.griot.local.chaos.ApiProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The API dies after each step of accepting a command. Its caller gets no answer and repeats the
 * request, which another instance of the API handles. The command takes effect once.
 */
final class CrashPointsIT {
  private static final String MORE = "y".repeat(CommandItem.MAX_INLINE_BYTES);

  @RegisterExtension static final ApiFixture fixture = ApiFixture.with(CrashPointsIT::page);

  private static final Set<String> failed = ConcurrentHashMap.newKeySet();

  /** Steps of commands that take longer than their caller waits, because no host runs them. */
  private static final Set<AcceptanceStep> NO_ANSWER_IN_TIME =
      EnumSet.of(AcceptanceStep.START_MOVED, AcceptanceStep.PENDING);

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();

  /** A failure at the first attempt changes nothing and frees its key. */
  private static Outcome page(Command command) {
    if (command.arguments().path("content").asText().equals("fails once")
        && failed.add(command.id().value())) {
      return new Outcome.Failed(FailureCode.TOO_MANY_REQUESTS);
    }
    return new Outcome.Succeeded(
        Json.MAPPER.createObjectNode().put("success", true), Duration.ZERO);
  }

  /** A request that leads to the step. */
  private record Journey(String path, String json, boolean failsBefore, int waitSeconds) {
    private static final int LONG = 25;

    Journey(String path, String json, boolean failsBefore) {
      this(path, json, failsBefore, LONG);
    }

    static Journey send(String content) {
      String json =
          "{\"chatId\":\"22670123456@c.us\",\"contentType\":\"string\",\"content\":\"%s\"}"
              .formatted(content);
      return new Journey("/client/sendMessage/main", json, false);
    }
  }

  private static Journey to(AcceptanceStep step) {
    return switch (step) {
      case CHECKED, TURN_TAKEN, STORED, SENT, ANSWER_READY -> Journey.send("hello");
      case STORED_AGAIN -> {
        Journey fails = Journey.send("fails once");
        yield new Journey(fails.path(), fails.json(), true);
      }
      case BODY_STORED ->
          new Journey(
              "/client/sendMessage/main",
              Journey.send("large").json().replace("}", ",\"other\":\"" + MORE + "\"}"),
              false);
      case CODE_ASKED ->
          new Journey(
              "/session/requestPairingCode/main", "{\"phoneNumber\":\"22670123456\"}", false);
      case START_MOVED, PENDING ->
          new Journey("/client/getChatById/main", "{\"chatId\":\"22670123456@c.us\"}", false, 1);
    };
  }

  @ParameterizedTest
  @EnumSource
  void takesEffectOnceWhenTheApiDiesBehind(AcceptanceStep step) throws Exception {
    String customer = "crash-" + step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    SessionId session = ApiFixture.session(customer, "main");
    Journey journey = to(step);
    String key = ready(customer, session, step);
    ApiProcess dying = ApiProcess.start(settings(), fixture.folder().resolve(customer));
    try (dying) {
      dying.dieAt(step, 1);
      if (journey.failsBefore()) {
        assertThat(send(dying.address(), journey, key).statusCode()).isEqualTo(429);
      }
      assertThatIOException().isThrownBy(() -> send(dying.address(), journey, key));
      assertThat(dying.awaitCrash()).isTrue();
    }
    if (NO_ANSWER_IN_TIME.contains(step)) {
      fixture.host().run(session);
    }

    URI other = fixture.address();
    HttpResponse<String> answer = send(other, journey, key);
    if (answer.statusCode() == 202) {
      answer = outcome(other, answer, key);
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(effects(session)).hasSize(1);
    assertThat(send(other, journey, key).body()).contains("\"success\":true");
    assertThat(effects(session)).hasSize(1);
  }

  /** Prepares a session for the step's request: connected, or with an unlinked page. */
  private static String ready(String customer, SessionId session, AcceptanceStep step)
      throws Exception {
    String key = fixture.key(customer);
    fixture.get("/session/start/main", key);
    if (step == AcceptanceStep.CODE_ASKED) {
      fixture.host().take(session);
      fixture.host().see(session, Map.of(ObservationItem.STATE, AttributeValue.fromS("UNPAIRED")));
    } else {
      fixture.host().connect(session);
    }
    if (!NO_ANSWER_IN_TIME.contains(step)) {
      fixture.host().run(session);
    }
    return key;
  }

  /** The commands that the page carried out. */
  private static List<Command> effects(SessionId session) {
    return fixture.host().received().stream()
        .filter(command -> command.session().equals(session))
        .filter(command -> command.attempt() > 1 || !failed.contains(command.id().value()))
        .toList();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(fixture.aws().environment());
    settings.put("AWS_REGION", LocalAws.REGION.id());
    settings.put(FunctionsSettings.SEND_INTERVAL.key(), "1ms");
    return settings;
  }

  private HttpResponse<String> send(URI api, Journey journey, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve(journey.path()))
            .timeout(Duration.ofMinutes(2))
            .header("x-api-key", key)
            .header("content-type", "application/json")
            .header("Idempotency-Key", "the one")
            .header("Prefer", "wait=" + journey.waitSeconds())
            .POST(BodyPublishers.ofString(journey.json()));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> outcome(URI api, HttpResponse<String> pending, String key)
      throws IOException, InterruptedException {
    String location = pending.headers().firstValue("location").orElseThrow();
    HttpResponse<String> answer = pending;
    while (answer.statusCode() == 202) {
      answer =
          http.send(
              HttpRequest.newBuilder(api.resolve(location)).header("x-api-key", key).build(),
              BodyHandlers.ofString());
    }
    return answer;
  }
}
