package io.griot.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandItem;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.functions.FunctionsSettings;
import io.griot.local.aws.LocalAws;
import io.griot.local.chaos.ApiProcess;
import io.griot.local.chaos.AwsFault;
import io.griot.local.chaos.AwsProxy;
import io.griot.local.chaos.AwsService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each write of accepting a command succeeds, but AWS reports an error. The SDK retries, and finds
 * its own write.
 */
final class ErrorAfterWorkIT {
  private static final String MORE = "y".repeat(CommandItem.MAX_INLINE_BYTES);

  @RegisterExtension
  static final ApiFixture fixture =
      ApiFixture.with(command ->
          new Outcome.Succeeded(
              Json.MAPPER.createObjectNode().put("success", true), Duration.ZERO));

  private static ApiProcess api;
  private static final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private static final Map<AwsService, AwsProxy> proxies = new EnumMap<>(AwsService.class);

  @BeforeAll
  static void start() throws Exception {
    LocalAws aws = fixture.aws();
    Map<String, String> settings = new HashMap<>(aws.environment());
    settings.put("AWS_REGION", LocalAws.REGION.id());
    settings.put(FunctionsSettings.SEND_INTERVAL.key(), "1ms");
    settings.put(
        "GRIOT_DYNAMODB_ENDPOINT", proxy(AwsService.DYNAMODB, aws.dynamoDbEndpoint().toString()));
    settings.put("GRIOT_SQS_ENDPOINT", proxy(AwsService.SQS, aws.sqsEndpoint().toString()));
    settings.put("GRIOT_S3_ENDPOINT", proxy(AwsService.S3, aws.s3Endpoint().toString()));
    api = ApiProcess.start(settings, fixture.folder().resolve("api"));
  }

  private static String proxy(AwsService service, String target) {
    AwsProxy proxy = new AwsProxy(service, URI.create(target), new Random(1), failures::add);
    proxies.put(service, proxy);
    return proxy.endpoint().toString();
  }

  @AfterAll
  static void stop() {
    api.close();
    proxies.values().forEach(AwsProxy::close);
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DYNAMODB, UpdateItem, ERROR_AFTER_WORK",
    "DYNAMODB, UpdateItem, CUT_AFTER_WORK",
    "DYNAMODB, PutItem, ERROR_AFTER_WORK",
    "DYNAMODB, PutItem, CUT_AFTER_WORK",
    "S3, PUT, ERROR_AFTER_WORK",
    "S3, PUT, CUT_AFTER_WORK",
    "SQS, SendMessage, ERROR_AFTER_WORK",
    "SQS, SendMessage, CUT_AFTER_WORK"
  })
  void takesEffectOnce(AwsService service, String operation, AwsFault.Kind kind) throws Exception {
    String customer =
        "after-"
            + (service + "-" + kind).toLowerCase(Locale.ROOT).replace('_', '-')
            + "-"
            + operation.length();
    SessionId session = ApiFixture.session(customer, "main");
    String key = fixture.connected(customer, "main");
    AwsProxy proxy = Objects.requireNonNull(proxies.get(service));
    long before = proxy.met();
    proxy.inject(AwsFault.of(kind).only(operation).times(1));

    HttpResponse<String> answer = send(key);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(proxy.met()).isEqualTo(before + 1);
    assertThat(send(key).body()).isEqualTo(answer.body());
    List<Command> received =
        fixture.host().received().stream()
            .filter(command -> command.session().equals(session))
            .toList();
    assertThat(received).hasSize(1);
  }

  private static HttpResponse<String> send(String key) throws Exception {
    String json =
        "{\"chatId\":\"22670123456@c.us\",\"contentType\":\"string\",\"content\":\"once\",\"other\":\"%s\"}"
            .formatted(MORE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(api.address().resolve("/client/sendMessage/main"))
              .timeout(Duration.ofMinutes(2))
              .header("x-api-key", key)
              .header("content-type", "application/json")
              .header("Idempotency-Key", "the one")
              .POST(BodyPublishers.ofString(json))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
